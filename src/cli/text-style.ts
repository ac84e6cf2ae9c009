import type { TextStyle } from '../app/bench/format.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { sanitise } from '../render/sanitiser.js';

const plain = (text: string): string => text;

const wantsColor = ({ color }: Pick<Settings, 'color'>, { stdout, environment }: Io): boolean => {
  if (color !== 'auto') return color === 'always';
  return stdout.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
};

const pipeColumns = 80;

/** How a report looks on this stdout: as wide as the window, and dimmed and bold where it shows colours. */
export const textStyleFor = (settings: Pick<Settings, 'color'>, io: Io): TextStyle => {
  const isColored = wantsColor(settings, io);
  return {
    columns: io.stdout.isTTY === true ? io.stdout.columns ?? pipeColumns : pipeColumns,
    dim: isColored ? (text) => `\u001b[2m${text}\u001b[22m` : plain,
    strong: isColored ? (text) => `\u001b[1m${text}\u001b[22m` : plain,
    clean: (text) => sanitise(text).replace(/\s+/g, ' '),
  };
};

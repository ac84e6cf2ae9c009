import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CompletionKind } from '../app/completion-values.js';
import { completionKinds, completionValues } from '../app/completion-values.js';
import type { Io } from '../app/io.js';
import { withWarn } from '../app/io.js';
import { UadaError } from '../core/errors.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { readSettings } from './read-settings.js';
import { shells } from './shells.js';

/** From `dist/`, where this runs. */
const folder = new URL('../completions/', import.meta.url);

/** `completion SHELL`: its script on stdout. */
export const showScript = async (shell: string, io: Io): Promise<void> => {
  const file = new URL(shells[shell] ?? '', folder);
  try {
    await createWriter(io.stdout).write(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UadaError('usage', `The file ${fileURLToPath(file)} is missing.`, { cause: error, hint: 'Install uada again.' });
  }
};

const isKind = (text: string): text is CompletionKind => (completionKinds as readonly string[]).includes(text);

/** `completion values KIND`: one a line. Silent about everything that goes wrong: it runs while somebody types. */
export const showValues = async (kind: string, io: Io): Promise<void> => {
  if (!isKind(kind)) throw new UadaError('usage', `There are no values called ${kind}.`, { hint: `There are ${completionKinds.join(', ')}.` });
  const quiet = withWarn(io, () => undefined);
  const { config, paths } = await readSettings({}, quiet);
  const values = await completionValues(kind, { config, configDir: paths.configDir, dataDir: paths.dataDir, io: quiet });
  await createWriter(io.stdout).write(values.map((value) => `${sanitise(value).replaceAll(/\s/g, ' ')}\n`).join(''));
};

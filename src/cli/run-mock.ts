import type { Io } from '../app/io.js';
import { simulate } from '../app/simulate.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { createWriter } from '../render/writer.js';
import { mockOptions } from './mock-options.js';

type Options = Readonly<Record<string, unknown>>;

const toPort = (value: unknown): number => {
  const port = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UadaError('usage', '--port must be a whole number from 0 to 65535.');
};

/** Node takes an empty address for all addresses of the machine, which nobody means by it. */
const toHost = (value: unknown): string => {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new UadaError('usage', '--host must not be empty.', { hint: 'For every address of this machine write 0.0.0.0 or ::.' });
};

const wordsOf = (options: Options): readonly (readonly [string, string])[] =>
  mockOptions.flatMap(({ name }) => {
    const value = options[name];
    return (Array.isArray(value) ? value as readonly string[] : typeof value === 'string' ? [value] : []).map((text) => [name, text] as const);
  });

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** `mock`: serves until a signal stops it. The addresses are on stdout, in a form that a shell can evaluate. */
export const runMock = async (options: Options, io: Io): Promise<void> => {
  const simulator = await simulate({ host: toHost(options['host']), port: toPort(options['port']), words: wordsOf(options) });
  const out = createWriter(io.stdout);
  if (options['json'] === true) {
    await out.write(toJsonLine({ url: simulator.url, environment: simulator.environment }));
  } else {
    await out.write(Object.entries(simulator.environment).map(([name, value]) => `export ${name}=${value}\n`).join(''));
    io.warn(`The simulator listens on ${simulator.url}; Ctrl-C stops it.`);
  }
  await untilStopped(io.signal);
  await simulator.close();
};

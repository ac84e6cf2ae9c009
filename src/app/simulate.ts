import { readFileSync } from 'node:fs';
import { readSimulatorOptions } from '../simulator/options.js';
import type { OptionWord } from '../simulator/options.js';
import type { Simulator } from '../simulator/server.js';
import { startSimulator } from '../simulator/server.js';
import { quietCollector } from './quiet-collector.js';

export type SimulateInput = { readonly host: string; readonly port: number; readonly words: readonly OptionWord[] };

/** Starts the simulator for `uada mock`. Throws a `usage` error for an option or an address it cannot use. */
export const simulate = ({ host, port, words }: SimulateInput): Promise<Simulator> => {
  const options = readSimulatorOptions(words, (path) => readFileSync(path));
  quietCollector();
  return startSimulator({ host, port, options });
};

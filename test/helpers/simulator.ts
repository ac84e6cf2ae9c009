import { afterAll } from 'vitest';
import { parseSimulatorOptions } from '../../src/simulator/options.js';
import type { Simulator } from '../../src/simulator/server.js';
import { startSimulator } from '../../src/simulator/server.js';

const noFile = (path: string): Uint8Array => {
  throw new Error(`No file ${path} in this test.`);
};

/** A simulator on a spare port for the tests of a file; it is closed behind them. `words` are as after `--mock=`. */
export const useSimulator = async (words = ''): Promise<Simulator> => {
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, options: parseSimulatorOptions(words, noFile) });
  afterAll(() => simulator.close());
  return simulator;
};

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

/** Keys for all eight, as the simulator takes them. */
export const simulatedKeys: Readonly<Record<string, string>> = {
  OPENROUTER_API_KEY: 'simulated-key', OPENAI_API_KEY: 'simulated-key', ANTHROPIC_API_KEY: 'simulated-key', GOOGLE_API_KEY: 'simulated-key',
  GROQ_API_KEY: 'simulated-key', TOGETHER_API_KEY: 'simulated-key', CO_API_KEY: 'simulated-key',
};

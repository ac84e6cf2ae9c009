import { readFileSync } from 'node:fs';
import type { MockPlan } from './complete-plan.js';

/** The simulator's options out of what follows `--mock=`. Throws a `usage` error that names the wrong one. */
export const readMock = async (text: string): Promise<MockPlan> => {
  const [{ parseSimulatorOptions }, { canonicalOptions }] = await Promise.all([
    import('../simulator/options.js'), import('../simulator/canonical-options.js'),
  ]);
  const options = parseSimulatorOptions(text, (path) => readFileSync(path));
  return { options, canonical: canonicalOptions(options) };
};

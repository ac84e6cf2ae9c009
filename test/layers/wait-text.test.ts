import { expect, it } from 'vitest';
import { toWaitText } from '../../src/layers/wait-text.js';

it.each([
  [0, '0 s'], [1, '0.1 s'], [250, '0.3 s'], [1200, '1.2 s'], [9901, '10 s'], [10_001, '11 s'], [119_000, '119 s'], [119_001, '2 min'],
  [125_000, '2 min 5 s'], [3_599_000, '59 min 59 s'], [3_599_001, '1 h'], [3_600_000, '1 h'], [3_660_001, '1 h 2 min'], [86_400_000, '24 h'],
])('shows a wait of %i ms as %s, never too short', (ms, shown) => {
  expect(toWaitText(ms)).toBe(shown);
});

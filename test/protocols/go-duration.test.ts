import { describe, expect, it } from 'vitest';
import { parseGoDurationMs } from '../../src/protocols/go-duration.js';

describe('parseGoDurationMs', () => {
  it.each<readonly [string, number]>([
    ['1s', 1000], ['6m0s', 360_000], ['12ms', 12], ['9ms', 9], ['7.66s', 7660], ['2m59.56s', 179_560], ['1m26.4s', 86_400], ['8.64s', 8640],
    ['1h2m3s', 3_723_000], ['24h0m0s', 86_400_000], ['0s', 0], ['1m5ms', 60_005], ['1.2ms', 2], ['120µs', 1], ['120us', 1], ['5ns', 1], [' 3s ', 3000],
  ])('%s is %d ms', (text, expected) => expect(parseGoDurationMs(text)).toBe(expected));

  it.each(['', '5', 's', '-1s', '1.s', '.5s', '1d', '1 s', '1s2', 'soon', '1e3s', `${'9'.repeat(400)}h`, '99999999999999999h', '1S'])(
    '"%s" is no duration', (text) => expect(parseGoDurationMs(text)).toBeUndefined(),
  );
});

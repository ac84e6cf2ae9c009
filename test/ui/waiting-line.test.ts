import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/render/markdown/text-width.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { toWaitingLine } from '../../src/ui/waiting-line.js';

const bare = createTheme({ color: false });
const lineAt = (nowMs: number, width = 80): string =>
  toWaitingLine({ what: 'retry', pause: { forMs: 3200, why: 'groq limits the rate (429)' }, sinceMs: 1000, thinkingTokens: 0 }, nowMs, width, bare).slice(2);

describe('what is waited for', () => {
  it.each([
    [1000, 'retry in 4 s · groq limits the rate (429)'], [2300, 'retry in 2 s · groq limits the rate (429)'], [4300, 'retry in 0 s · groq limits the rate (429)'],
  ])('counts the seconds of a pause down: at %s ms', (nowMs, line) => {
    expect(lineAt(nowMs)).toBe(line);
  });

  it('keeps the seconds where the reason has no room', () => {
    expect(lineAt(1000, 30)).toBe('retry in 4 s · groq…');
  });

  it.each(['模型', '🙂'])('is no wider than the window with a name in %s', (name) => {
    const line = toWaitingLine({ what: `connecting to ${name.repeat(40)}`, sinceMs: 0, thinkingTokens: 0 }, 3500, 80, bare);
    expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(line).not.toMatch(/\p{Surrogate}/u);
    expect(line).toMatch(/… · 3 s$/);
  });

  it('counts up where nobody knows how long it takes', () => {
    expect(toWaitingLine({ what: 'connecting to groq', sinceMs: 0, thinkingTokens: 0 }, 3500, 80, bare).slice(2)).toBe('connecting to groq · 3 s');
  });
});

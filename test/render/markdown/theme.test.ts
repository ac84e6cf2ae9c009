import { describe, expect, it } from 'vitest';
import type { StyleName } from '../../../src/render/markdown/theme.js';
import { createTheme } from '../../../src/render/markdown/theme.js';

const coloured: readonly StyleName[] = ['code', 'url', 'faint', 'heading1', 'heading2', 'keyword', 'string', 'number', 'comment', 'function', 'type', 'inserted', 'removed', 'success', 'failure'];
const all: readonly StyleName[] = [...coloured, 'strong', 'emphasis', 'deleted', 'link', 'heading3'];

type Rgb = readonly [number, number, number];

/** The 256 colours as xterm defines them, without the sixteen that every terminal sets itself. */
const rgbOf = (code: number): Rgb => {
  if (code >= 232) return [8 + (code - 232) * 10, 8 + (code - 232) * 10, 8 + (code - 232) * 10];
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  return [level(Math.floor((code - 16) / 36)), level(Math.floor((code - 16) / 6) % 6), level((code - 16) % 6)];
};

const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};

/** WCAG 2.2, "contrast ratio". */
const contrast = (left: Rgb, right: Rgb): number => {
  const [light, dark] = [luminance(left), luminance(right)].sort((one, other) => other - one);
  return (light! + 0.05) / (dark! + 0.05);
};

const painted = (ground: 'any' | 'light' | 'dark', hasManyColors: boolean, name: StyleName): string => {
  const theme = createTheme({ color: true, ground, hasManyColors });
  return theme.add(theme.plain, name).paint('x');
};

describe('a theme', () => {
  it.each([
    ['light', [[255, 255, 255], [253, 246, 227], [245, 245, 245]]],
    ['dark', [[0, 0, 0], [30, 30, 30], [40, 44, 52], [0, 43, 54]]],
  ] as const)('for a %s ground is readable on it', (ground, grounds) => {
    for (const name of coloured) {
      const code = Number(/38;5;(\d+)m/.exec(painted(ground, true, name))?.[1]);
      expect(code, name).toBeGreaterThanOrEqual(16);
      for (const behind of grounds) expect(contrast(rgbOf(code), behind), `${name} on ${behind.join()}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each([['any', true], ['light', false], ['dark', false]] as const)('stays with the sixteen colours for %s, and where there are no more', (ground, hasManyColors) => {
    for (const name of all) expect(painted(ground, hasManyColors, name).match(/\u001b\[(?!\d{1,2}m)[\d;]*m/), name).toBeNull();
  });

  it('has no black, white, or yellow of the sixteen, which vanish on one ground or the other', () => {
    for (const name of all) expect(painted('any', false, name), name).not.toMatch(/\u001b\[(?:3[037]|9[037])m/);
  });

  it('has no sequence without colours', () => {
    const theme = createTheme({ color: false });
    expect(all.map((name) => theme.add(theme.plain, name).paint('x')).join('')).toBe('x'.repeat(all.length));
  });
});

import { expect, it } from 'vitest';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createLiveView } from '../../src/ui/live-view.js';

// A version of Ink that wrote anything else, such as what moves a cursor, would be noticed here.
it('makes of every tail its rows and nothing else, cut to the width', () => {
  const bold = createTheme({ color: true }).add(createTheme({ color: true }).plain, 'strong').paint;
  const view = createLiveView(20);
  const tails = [['one'], [bold('one'), '', 'two three'], ['x'.repeat(30), '中'.repeat(9)], [], ['one'], ['one']];
  const seen = tails.map((tail) => view.draw(tail)?.map((row) => row.trimEnd()));
  view.end();
  expect(seen).toEqual([['one'], [bold('one'), '', 'two three'], [`${'x'.repeat(19)}…`, '中'.repeat(9)], [], ['one'], ['one']]);
});

import { describe, expect, it } from 'vitest';
import { drawTail, eraseTail, toRows } from '../../src/ui/tail-frame.js';
import { countRepaints } from '../../scripts/bench-ui/count-repaints.js';

describe('how often rows of a screen were painted', () => {
  it('counts a tail that is drawn again as no repaint of what is finished', () => {
    const written = [drawTail(['one', 'two']), eraseTail(0), toRows(['one']), drawTail(['two', 'three']), eraseTail(0), toRows(['two', 'three'])].join('');
    expect(countRepaints(written, 80)).toMatchObject({ repaints: 0, rows: 3 });
  });

  it('counts what is painted above the rows that were pushed down last', () => {
    const written = [toRows(['finished']), drawTail(['tail']), eraseTail(0), '\u001b[1Afinished again'].join('');
    expect(countRepaints(written, 80)).toMatchObject({ repaints: 1, rows: 2 });
  });

  it('counts every row of a line that the terminal wraps', () => {
    expect(countRepaints('x'.repeat(45), 20)).toMatchObject({ rows: 3 });
  });
});

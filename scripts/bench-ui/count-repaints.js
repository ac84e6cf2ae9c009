// Reads what was written to a terminal, and follows the cursor through its rows.

const token = /\u001b\[([\d;?]*)([A-Za-z])|\u001b[78]|(\r)|(\n)|([^\u001b\r\n]+)/g;

/**
 * How often rows were painted. A row is finished when the cursor was sent up to draw again and stopped below it: what
 * is above is left to the scrollback. Every later visit with text to such a row is a repaint.
 */
export const countRepaints = (written, columns) => {
  const visits = new Map();
  let row = 0;
  let column = 0;
  let visit = 0;
  let firstOpenRow = 0;
  let lowestUp;
  let repaints = 0;
  const paint = (text) => {
    for (let index = 0; index < text.length; index += 1) {
      if (column === columns) [row, column] = [row + 1, 0];
      column += 1;
      const rowVisit = visits.get(row);
      if (rowVisit?.last === visit) continue;
      if (row < firstOpenRow) repaints += 1;
      visits.set(row, { last: visit, count: (rowVisit?.count ?? 0) + 1 });
    }
  };
  for (const [, parameters, final, isReturn, isNewline, text] of written.matchAll(token)) {
    const count = Number(parameters) || 1;
    if (final === 'A') {
      row -= count;
      lowestUp = Math.min(lowestUp ?? row, row);
    } else if (final === 'B') row += count;
    else if (final === 'G' || isReturn !== undefined) column = 0;
    else if (isNewline !== undefined) row += 1;
    else if (text !== undefined) {
      if (lowestUp !== undefined) {
        firstOpenRow = Math.max(firstOpenRow, lowestUp);
        lowestUp = undefined;
        visit += 1;
      }
      paint(text);
    }
  }
  const counts = [...visits.values()].map((value) => value.count);
  return { repaints, rows: counts.length, paintsPerRow: counts.reduce((sum, value) => sum + value, 0) / Math.max(counts.length, 1) };
};

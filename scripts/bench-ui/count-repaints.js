// Reads what was written to a terminal, and follows the cursor through its rows.

const token = /\u001b\[([\d;?]*)([A-Za-z])|(\r)|(\n|\u001bD)|([^\u001b\r\n]+)/g;

/**
 * How often rows were painted. To draw its tail again the program pushes down the rows from the tail's first one on: what
 * is above that is finished and left to the scrollback. Every later visit with text to such a row is a repaint.
 */
export const countRepaints = (written, columns) => {
  const visits = new Map();
  let row = 0;
  let column = 0;
  let visit = 0;
  let firstOpenRow = 0;
  let repaints = 0;
  let isWrapping = true;
  const visitRow = () => {
    const before = visits.get(row);
    if (before?.last === visit) return;
    if (row < firstOpenRow) repaints += 1;
    visits.set(row, { last: visit, count: (before?.count ?? 0) + 1 });
  };
  const paint = (text) => {
    for (let index = 0; index < text.length; index += 1) {
      if (column === columns && isWrapping) [row, column] = [row + 1, 0];
      column = Math.min(column + 1, columns);
      visitRow();
    }
  };
  for (const [, parameters, final, isReturn, isNewline, text] of written.matchAll(token)) {
    const count = Number(parameters) || 1;
    if (final === 'A') row -= count;
    else if (final === 'B') row += count;
    else if (final === 'C') column = Math.min(column + count, columns - 1);
    else if (final === 'L') [firstOpenRow, visit] = [Math.max(firstOpenRow, row), visit + 1];
    else if (parameters === '?7') isWrapping = final === 'h';
    else if (isReturn !== undefined) column = 0;
    else if (isNewline !== undefined) row += 1;
    else if (text !== undefined) paint(text);
  }
  const counts = [...visits.values()].map((value) => value.count);
  return { repaints, rows: counts.length, paintsPerRow: counts.reduce((sum, value) => sum + value, 0) / Math.max(counts.length, 1) };
};

// The buffer of a terminal emulator as rows of runs: neighbouring cells that look the same.

const colourOf = (cell, kind) => {
  const value = cell[`get${kind}Color`]();
  if (cell[`is${kind}Default`]()) return undefined;
  return cell[`is${kind}RGB`]() ? `#${value.toString(16).padStart(6, '0')}` : value;
};

const lookOf = (cell) => ({
  fg: colourOf(cell, 'Fg'), bg: colourOf(cell, 'Bg'),
  bold: cell.isBold() !== 0, dim: cell.isDim() !== 0, italic: cell.isItalic() !== 0, underline: cell.isUnderline() !== 0,
  strike: cell.isStrikethrough() !== 0, inverse: cell.isInverse() !== 0,
});

const rowOf = (line, columns) => {
  const runs = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    const key = JSON.stringify(look);
    const isWide = cell.getWidth() === 2;
    const before = runs.at(-1);
    const text = cell.getChars() || ' ';
    // A wide character gets a run of its own, so that no font moves what stands behind it.
    if (before !== undefined && before.key === key && !isWide && !before.isWide && before.column + before.columns === column) {
      before.text += text;
      before.columns += 1;
    } else {
      runs.push({ key, look, text, column, columns: cell.getWidth(), isWide });
    }
  }
  return runs.filter(({ text, look }) => text.trim() !== '' || look.bg !== undefined || look.inverse || look.underline);
};

/** What the window shows now, row by row, and where the cursor stands; the cursor is undefined while it is hidden. */
export const readFrame = (terminal, isCursorShown) => {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: terminal.rows }, (_, row) => rowOf(active.getLine(active.viewportY + row), terminal.cols));
  return { rows, cursor: isCursorShown ? { column: active.cursorX, row: active.cursorY + active.baseY - active.viewportY } : undefined };
};

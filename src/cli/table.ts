/** Lines of cells as text, each column as wide as its widest cell. */
export const toTable = (lines: readonly (readonly string[])[]): string => {
  const widths: number[] = [];
  for (const cells of lines) cells.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return lines.map((cells) => `${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`).join('');
};

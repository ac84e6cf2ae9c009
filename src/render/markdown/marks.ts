/** How much of a line is looked at before a long one is treated as running text. */
const shortLine = 100;
/** A line that may be a table row, a rule or a fence is waited for, up to here. */
const longestMark = 4000;

export type ListMark = {
  /** Columns before the marker. */
  readonly indent: number;
  /** `-`, `+`, `*`, or the delimiter of a number: `.` or `)`. */
  readonly kind: string;
  readonly number: number | undefined;
  /** Columns up to the content. */
  readonly contentIndent: number;
  /** Of a task list (GFM 5.3): whether it is done. */
  readonly isDone: boolean | undefined;
  readonly content: string;
};

export type FenceMark = { readonly mark: string; readonly indent: number; readonly info: string };

export type HeadingMark = { readonly level: number; readonly content: string };

/** Leading tabs as blanks, to stops of four columns. */
export const expandIndent = (line: string): string => {
  if (!/^ *\t/.test(line)) return line;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  let columns = 0;
  for (const character of indent) columns += character === '\t' ? 4 - (columns % 4) : 1;
  return ' '.repeat(columns) + line.slice(indent.length);
};

export const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

export const isBlank = (line: string): boolean => line.trim() === '';

/** Characters after which a line without its end may be taken for running text. */
export const longestWhole = (line: string): number => {
  const start = line.slice(0, shortLine);
  const mayBeMark = start.includes('|') || /^[\s\-*_=+#~`]*$/.test(start) || /^\s*(?:(?:[-*+>]|\d{1,9}[.)])\s*)*(?:`{3}|~{3})/.test(start);
  return mayBeMark ? longestMark : shortLine;
};

/** A line so far of which the next character may make anything. */
export const isUndecided = (line: string): boolean => /^\s*(?:[-=*_#>`~+|:\s]*|\d{1,9}[.)]?)$/.test(line);

export const isRule = (line: string): boolean => /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);

/** The level of a heading underlined in the next line (CommonMark 4.3). */
export const underlineLevel = (line: string): number | undefined => {
  const mark = /^ {0,3}(=+|-+)[ \t]*$/.exec(line)?.[1];
  if (mark === undefined) return undefined;
  return mark.startsWith('=') ? 1 : 2;
};

export const quoteContent = (line: string): string | undefined => {
  const mark = /^ {0,3}> ?/.exec(line)?.[0];
  return mark === undefined ? undefined : line.slice(mark.length);
};

export const headingMark = (line: string): HeadingMark | undefined => {
  const match = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/s.exec(line);
  if (match?.[1] === undefined) return undefined;
  return { level: match[1].length, content: (match[2] ?? '').replace(/(?:^|[ \t]+)#+[ \t]*$/, '') };
};

export const fenceMark = (line: string): FenceMark | undefined => {
  const match = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const info = (match[3] ?? '').trim();
  // A backtick fence has no backtick in its info string; such a line is inline code.
  return match[2].startsWith('`') && info.includes('`') ? undefined : { mark: match[2], indent: match[1].length, info };
};

export const closesFence = (fence: FenceMark, line: string): boolean => {
  const trimmed = line.trim();
  return trimmed.length >= fence.mark.length && trimmed === fence.mark.charAt(0).repeat(trimmed.length);
};

export const listMark = (line: string): ListMark | undefined => {
  const match = /^( {0,3})([-+*]|(\d{1,9})([.)]))(?:( +)(.*)|)$/s.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const [, indent, marker, digits, delimiter, blanks = '', content = ''] = match;
  const afterMarker = indent.length + marker.length;
  const isCode = blanks.length > 4;
  const task = isCode ? null : /^\[([ xX])\] +(?=\S)/.exec(content);
  return {
    indent: indent.length, kind: delimiter ?? marker, number: digits === undefined ? undefined : Number(digits), isDone: task === null ? undefined : task[1] !== ' ',
    contentIndent: afterMarker + (content === '' || isCode ? 1 : blanks.length), content: isCode ? blanks.slice(1) + content : content.slice(task?.[0].length ?? 0),
  };
};

/** The cells of a table row (GFM 4.10); only an escaped bar is text. */
export const tableCells = (line: string): readonly string[] =>
  line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));

/** Whether the line is the rule under a table's header with this many cells. */
export const isTableRule = (line: string, header: string): boolean =>
  header.includes('|') && /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line)
  && tableCells(line).length === tableCells(header).length;

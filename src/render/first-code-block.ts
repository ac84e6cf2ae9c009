/** Takes text piece by piece and gives what of it stands in the first fenced block. */
export type CodeBlockFilter = {
  push(text: string): string;
  /** What was held back; the whole text when there was no fence at all. */
  finish(): string;
};

type Fence = { readonly mark: string; readonly indent: number };

/** An opening fence (CommonMark 4.5): three or more backticks or tildes, indented by at most three blanks. */
const openingFence = (line: string): Fence | undefined => {
  const match = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  // A backtick fence has no backtick in its info string; such a line is inline code.
  return match[2].startsWith('`') && match[3]?.includes('`') === true ? undefined : { mark: match[2], indent: match[1].length };
};

const closes = (fence: Fence, line: string): boolean => {
  const trimmed = line.trim();
  return trimmed.length >= fence.mark.length && trimmed === fence.mark.charAt(0).repeat(trimmed.length) && /^ {0,3}\S/.test(line);
};

const withoutIndent = (fence: Fence, line: string): string => line.slice(Math.min(fence.indent, /^ */.exec(line)?.[0].length ?? 0));

/**
 * Keeps the content of the first fenced code block and drops the rest. An answer without any fence is taken
 * to be the code itself.
 */
export const createCodeBlockFilter = (): CodeBlockFilter => {
  let line = '';
  let fence: Fence | undefined;
  let isDone = false;
  const before: string[] = [];

  const takeLine = (text: string, ending: string): string => {
    if (fence === undefined) {
      fence = openingFence(text.replace(/\r$/, ''));
      if (fence === undefined) before.push(text + ending);
      return '';
    }
    if (closes(fence, text)) {
      isDone = true;
      return '';
    }
    return withoutIndent(fence, text) + ending;
  };

  const takeLines = (): string => {
    let out = '';
    for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      const text = line.slice(0, end);
      line = line.slice(end + 1);
      if (!isDone) out += takeLine(text, '\n');
    }
    return out;
  };

  return {
    push: (text) => {
      if (isDone) return '';
      line += text;
      // A long line that is still growing is not looked through again with every piece.
      return text.includes('\n') ? takeLines() : '';
    },
    finish: () => {
      if (isDone) return '';
      const rest = line === '' ? '' : takeLine(line, '');
      return fence === undefined ? before.join('') : rest;
    },
  };
};

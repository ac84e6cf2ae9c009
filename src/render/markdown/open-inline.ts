const isOdd = (text: string, mark: RegExp): boolean => (text.match(mark)?.length ?? 0) % 2 === 1;

const withoutCode = (text: string): string => text.replace(/(`+)[^`]+\1/g, '');

const markOf = (text: string): string => {
  const rest = withoutCode(text);
  if (/`[^`]*$/.test(rest)) return '`';
  const strong = isOdd(rest, /\*\*/g) ? '**' : '';
  const emphasis = isOdd(rest.replaceAll('**', ''), /(?<=^|\s|\p{P})\*(?=\S)|(?<=\S)\*(?=\s|\p{P}|$)/gu) ? '*' : '';
  const deleted = isOdd(rest, /~~/g) ? '~~' : '';
  return `${emphasis}${strong}${deleted}`;
};

/** Guesses how an unfinished inline text will end: opened emphasis, code and addresses of links are closed, a mark at the very end waits. */
export const closeInline = (pending: string): string => {
  const text = pending.replace(/[*_`~]+\s*$/, '');
  if (/\]\([^\s()]*$/.test(withoutCode(text))) return `${text})`;
  const mark = markOf(text);
  return mark === '' ? text : text.trimEnd() + mark;
};

import { displayWidth, graphemes, paintedWidth } from './text-width.js';

const sequence = new RegExp('\\u001b\\[([\\d;]*)m', 'y');
const reset = '\u001b[0m';

/** The parameter that ends what another begins (ECMA-48, 8.3.117). */
const closerOf = (parameters: string): string => {
  const code = Number(parameters.split(';')[0]);
  if (code === 1 || code === 2) return '22';
  if (code < 10) return String(code + 20);
  return code >= 40 && code < 50 ? '49' : '39';
};

/** A look that is in force: the sequence that began it, and the parameter that ends it. */
type Look = { readonly begin: string; readonly closer: string };

const isClosing = (parameters: string): boolean => /^(?:2[2-9]|39|49)$/.test(parameters);

const follow = (looks: readonly Look[], found: string, parameters: string): readonly Look[] => {
  if (parameters === '' || parameters === '0') return [];
  if (isClosing(parameters)) return looks.filter(({ closer }) => closer !== parameters);
  return [...looks, { begin: found, closer: closerOf(parameters) }];
};

type Cut = { readonly lines: string[]; readonly columns: number; line: string; width: number; looks: readonly Look[] };

const addText = (cut: Cut, text: string): void => {
  for (const grapheme of graphemes(text)) {
    const width = displayWidth(grapheme);
    if (cut.width > 0 && cut.width + width > cut.columns) {
      cut.lines.push(cut.looks.length === 0 ? cut.line : cut.line + reset);
      cut.line = cut.looks.map(({ begin }) => begin).join('');
      cut.width = 0;
    }
    cut.line += grapheme;
    cut.width += width;
  }
};

const addSequence = (cut: Cut, line: string, index: number): number => {
  sequence.lastIndex = index;
  const match = sequence.exec(line);
  if (match === null) return index + 1;
  cut.looks = follow(cut.looks, match[0], match[1] ?? '');
  cut.line += match[0];
  return sequence.lastIndex;
};

/** A styled line cut wherever the width ends, each part in its own colours. */
export const wrapPainted = (line: string, width: number): readonly string[] => {
  if (paintedWidth(line) <= width) return [line];
  const cut: Cut = { lines: [], columns: Math.max(1, width), line: '', width: 0, looks: [] };
  let from = 0;
  for (let index = line.indexOf('\u001b'); index >= 0; index = line.indexOf('\u001b', from)) {
    addText(cut, line.slice(from, index));
    from = addSequence(cut, line, index);
  }
  addText(cut, line.slice(from));
  return [...cut.lines, cut.line];
};

/** A styled line with blanks behind it up to the width. */
export const padPainted = (line: string, width: number): string => line + ' '.repeat(Math.max(0, width - paintedWidth(line)));

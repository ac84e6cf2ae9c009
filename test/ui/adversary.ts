import { stripVTControlCharacters } from 'node:util';
import { createRandom } from '../helpers/seeded-random.js';

/** A window that changes under the frames of some pieces, before the program hears of it. */
export type UnheardResize = { readonly columns: number; readonly rows: number; /** The first piece that meets it. */ readonly from: number; /** The last one that does. */ readonly to: number };

/** A text that comes in pieces, and resizes at the worst of times. */
export type Adversary = { readonly columns: number; readonly rows: number; readonly pieces: readonly string[]; readonly resizes: readonly UnheardResize[] };

const words = ['alpha', 'beta', '**gamma**', '`code`', '中文文字', '한국어', 'שלום', 'مرحبا', 'e\u0301te', '👨‍👩‍👧', '👍', 'नमस्ते'];

type Random = (limit: number) => number;

const some = (random: Random, least: number, most: number, make: (index: number) => string): readonly string[] =>
  Array.from({ length: least + random(most - least + 1) }, (_, index) => make(index));

const toBlocks = (random: Random): string => {
  let count = 0;
  const word = (): string => `${words[random(words.length)] ?? ''}${(count += 1)}`;
  const phrase = (least: number, most: number): string => some(random, least, most, word).join(' ');
  const kinds = [
    () => phrase(5, 60),
    () => some(random, 2, 7, () => `- ${phrase(1, 24)}`).join('\n'),
    () => some(random, 2, 5, (index) => `${index + 1}. ${phrase(1, 12)}\n   - ${phrase(1, 12)}`).join('\n'),
    () => `\`\`\`js\n${some(random, 2, 12, () => `const ${phrase(1, 14).replaceAll('`', '')};`).join('\n')}\n\`\`\``,
    () => ['| + | = |', '|---|---|', ...some(random, 1, 8, () => `| ${word()} | ${word()} |`)].join('\n'),
    () => `> ${phrase(5, 40)}`,
    () => `## ${phrase(1, 8)}`,
  ];
  return some(random, 3, 8, () => kinds[random(kinds.length)]?.() ?? '').join('\n\n');
};

const cut = (text: string, random: Random): readonly string[] => {
  const pieces: string[] = [];
  for (let from = 0, size = 0; from < text.length; from += size) {
    size = 1 + random(24);
    pieces.push(text.slice(from, from + size));
  }
  return pieces;
};

/** The same for the same seed. */
export const createAdversary = (seed: number, { resizes = 5, widths = [20, 33, 47, 60, 76, 80, 120, 200], heights = [8, 10, 24, 40] } = {}): Adversary => {
  const random = createRandom(seed);
  const pieces = cut(toBlocks(random), random);
  const at = Array.from({ length: resizes }, () => 1 + random(Math.max(1, pieces.length - 1))).sort((left, right) => left - right);
  return {
    columns: [20, 80, 200][random(3)] ?? 80, rows: 24, pieces,
    resizes: at.map((from, index) => ({
      from, to: Math.min(from + random(3), (at[index + 1] ?? pieces.length) - 1),
      columns: widths[random(widths.length)] ?? 80, rows: heights[random(heights.length)] ?? 24,
    })).filter(({ from: first, to }) => to >= first),
  };
};

/** What a person reads of a text: neither colours nor blanks nor lines. */
export const substanceOf = (text: string): string => stripVTControlCharacters(text).replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/gu, '');

const countsOf = (text: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
};

/** What became of a text on a screen. Where cells of a table are wrapped, letters stand in another order; none is more or less often there. */
export const judge = (seen: string, text: string): 'whole' | 'lost' | 'repeated' => {
  const [there, due] = [countsOf(seen), countsOf(text)];
  for (const [character, count] of due) if ((there.get(character) ?? 0) < count) return 'lost';
  return [...there].some(([character, count]) => count > (due.get(character) ?? 0)) ? 'repeated' : 'whole';
};

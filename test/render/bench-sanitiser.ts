import { createSanitiser } from '../../src/render/sanitiser.js';
import { hostilePayloads } from './hostile-payloads.js';

// Rates are megabytes of UTF-8 that come in, 10^6 bytes each, a second of the processor.
const megabytes = 8;
const rounds = 9;
const wantedRate = 100;
// Pieces of four characters measure the call, not the text, and are shown without a verdict.
const sizes = [{ size: 4096, isJudged: true }, { size: 20, isJudged: true }, { size: 4, isJudged: false }];

const prose = 'An answer as models give them, with `code`, **weight**, a list and a line end.\n';
const texts: Readonly<Record<string, string>> = {
  'English prose': prose,
  'Chinese': '快速的棕色狐狸跳过了懒狗，然后继续向前跑，直到太阳下山。\n',
  'emoji with joiners': 'Done 👩‍🚀 and 👨‍👩‍👧 🇩🇪 ❤️ in a line of words\n',
  'emoji and nothing else': '👩‍🚀👨‍👩‍👧🇩🇪❤️😀👍🏽\n',
  'Devanagari with joiners': 'क्‍ष नमस्ते दुनिया\n',
  'every attack every hundred lines': `${prose.repeat(100)}${hostilePayloads.map(([, payload]) => payload).join(' ')}\n`,
  'an attack every line': hostilePayloads.map(([, payload]) => `${prose}${payload}`).join(''),
};

/** Pieces of a size, of about so many megabytes of UTF-8. As JSON gives them, strings of their own: a slice would be a view into the whole text. */
const piecesOf = (text: string, size: number): readonly string[] => {
  const block = text.repeat(Math.ceil(2 ** 20 / Buffer.byteLength(text)));
  const one = Array.from({ length: Math.ceil(block.length / size) }, (_, index) => JSON.parse(JSON.stringify(block.slice(index * size, (index + 1) * size))) as string);
  return Array.from({ length: megabytes }, () => one).flat();
};

/** Seconds of the processor, which other programs do not change. */
const secondsFor = (pieces: readonly string[]): number => {
  const sanitiser = createSanitiser();
  let length = 0;
  const started = process.cpuUsage();
  for (const piece of pieces) length += sanitiser.push(piece).length;
  length += sanitiser.finish().length;
  if (length === 0) throw new Error('Nothing came out.');
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
};

for (const [name, text] of Object.entries(texts)) {
  for (const { size, isJudged } of sizes) {
    const pieces = piecesOf(text, size);
    const bytes = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
    const rates = Array.from({ length: rounds }, () => bytes / 1e6 / secondsFor(pieces)).sort((a, b) => a - b);
    const median = rates[(rounds - 1) / 2] ?? 0;
    const isMissed = isJudged && median < wantedRate;
    if (isMissed) process.exitCode = 1;
    process.stdout.write(`${isMissed ? 'MISSED' : isJudged ? 'ok    ' : '      '} ${name}, pieces of ${size} characters: ${Math.round(median)} MB/s (median of ${rounds}; ${Math.round(rates[0] ?? 0)} to ${Math.round(rates.at(-1) ?? 0)})\n`);
  }
}

import { mkdtempSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createMarkdownStream } from '../../src/render/markdown/markdown-stream.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { bin } from '../helpers/run-uada.js';
import { sayOnCue, useScriptedServer } from '../helpers/scripted-server.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { ownSequences } from './own-sequences.js';
import type { PtyRun } from './pty.js';
import { runInPty } from './pty.js';
import { renderedLines } from './rendered-lines.js';

const directory = mkdtempSync(join(tmpdir(), 'uada-pty-'));
const fileOf = (name: string, text: string): string => {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
};

const paragraphs = Array.from({ length: 12 }, (_, index) => [
  `## Part ${index}`,
  `Words of part ${index} that go on for a while, **strong ones number ${index}** and \`code${index}\`, so that a line is full before they end.`,
  `- item a${index}\n- item b${index}, 中文字符 and 한국어\n  - nested e\u0301 and 👨‍👩‍👧 and שלום עולם`,
  `\`\`\`python\ndef part_${index}(x):\n    return x + ${index}  # a comment that makes the line of code longer than many windows are wide, ${index}\n\`\`\``,
  `| key${index} | value |\n|---|---:|\n| alpha | ${index} |`,
].join('\n\n')).join('\n\n');
const answer = fileOf('answer.md', paragraphs);
/** Each ends in the middle of a paragraph, which goes on with the next. */
const longParagraphs = Array.from({ length: 9 }, (_, index) => ` and the paragraph${index === 0 ? '' : ' is at its end.\n\nAnother begins and'} goes on and on over a row and more until it is at end${index}`);

const substance = (text: string): string => stripVTControlCharacters(text).replace(/[^\p{L}\p{N}]/gu, '');
const whole = (text: string, width: number): string => substance(renderedLines(text, width).join('\n'));
/** What is on the screen without the notice before and the footer after it. */
const seen = async (run: PtyRun): Promise<string> => {
  const lines = await run.lines();
  const end = lines.findIndex((line) => line.startsWith('anthropic/'));
  return substance(lines.slice(0, end < 0 ? lines.length : end).filter((line) => !line.startsWith('uada: ')).join('\n'));
};
/** Resolves when the screen shows it. */
const shows = async (run: PtyRun, pattern: RegExp): Promise<void> => {
  while (!pattern.test((await run.lines()).join('\n'))) await setTimeout(20);
};
const ask = (options: string, ...more: readonly string[]): readonly string[] => ['complete', `--mock=${options}`, '-p', 'anthropic', '--no-cache', ...more, 'hi'];
const clearing = /\u001b(?:\[[0-3]?J|c|\[\?1049|\[\?47|\[\d*;?\d*H)/;
const isCursorShown = (written: string): boolean => written.lastIndexOf('\u001b[?25h') >= written.lastIndexOf('\u001b[?25l');

/** Runs the program between two looks at the terminal's modes. */
const betweenModes = (words: readonly string[]): readonly string[] =>
  ['trap : INT;', 'stty -g;', process.execPath, bin, ...words.map((word) => `'${word}'`), '; echo "code $?"; stty -g; stty -a'];
const expectModesKept = (written: string): void => {
  const modes = written.match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
  expect(modes).toHaveLength(2);
  expect(modes?.[0]).toBe(modes?.[1]);
  expect(written).toMatch(/ echo /);
};

describe('an answer in a real terminal', () => {
  it.each([20, 80, 200])('holds every letter once and in order, %i columns wide', async (columns) => {
    const run = runInPty(ask(`text=@${answer},ttft=400,itl=1,chunk=3`), { columns });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).toContain('\u001b[?25l');
    expect(run.written()).not.toMatch(clearing);
    expect(isCursorShown(run.written())).toBe(true);
    expect(await seen(run)).toContain(whole(paragraphs, columns));
  });

  it('holds every letter once when the window is resized between frames [T13]', async () => {
    const { reply, say, end } = sayOnCue();
    const server = await useScriptedServer(reply);
    const run = runInPty(['complete', '-m', 'openai/gpt-x', '--no-cache', '--base-url', server.url, 'hi']);
    const sizes: readonly (readonly [number, number])[] = [[40, 30], [120, 10], [60, 5], [80, 40], [30, 24], [30, 6], [80, 24]];
    for (const [index, part] of longParagraphs.entries()) {
      say(part);
      // The screen is still: the provider waits.
      await shows(run, new RegExp(`end${index}`));
      const size = sizes[index];
      if (size !== undefined) run.resize(...size);
    }
    end();
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).not.toMatch(clearing);
    const lines = (await run.lines()).join('\n');
    expect(substance(lines.slice(0, lines.lastIndexOf('openai/')))).toBe(whole(longParagraphs.join(''), 80));
  });

  it('stays when the provider fails in the middle, with the terminal in order', async () => {
    const run = runInPty(betweenModes(ask(`text=@${answer},ttft=300,itl=2,fault=truncate:120`)), { shell: true });
    await run.ended;
    expect(run.written()).toContain('code 7');
    expectModesKept(run.written());
    expect(isCursorShown(run.written())).toBe(true);
    expect(substance((await run.lines()).join('\n'))).toContain(whole(paragraphs.slice(0, 250), 80).slice(0, -20));
  });

  it('stays after Ctrl-C, with the terminal in order [T9]', async () => {
    const run = runInPty(betweenModes(ask(`text=@${answer},ttft=300,itl=10`)), { shell: true });
    await run.until(/strong ones/);
    run.write('\u0003');
    await run.ended;
    expect(run.written()).toContain('code 130');
    expectModesKept(run.written());
    expect(isCursorShown(run.written())).toBe(true);
    expect(substance((await run.lines()).join('\n'))).toContain('Part0Wordsofpart0thatgoonforawhile');
  });

  it.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGQUIT', undefined]] as const)('shows the cursor again after %s [T11]', async (signal, exitCode) => {
    const run = runInPty(ask(`text=@${answer},ttft=300,itl=10`));
    await run.until(/strong ones/);
    run.kill(signal);
    const ended = await run.ended;
    expect(exitCode === undefined ? ended.signal : ended.exitCode).toBe(exitCode ?? constants.signals.SIGQUIT);
    expect(isCursorShown(run.written())).toBe(true);
  });

  it('gives the terminal back on Ctrl-Z and goes on below [T11]', async () => {
    const run = runInPty(['PS1="ready> " exec bash --norc --noprofile -i'], { shell: true });
    await run.until(/ready> /);
    run.write(`${process.execPath} ${bin} complete --mock=text=@${answer},ttft=300,itl=3,chunk=2 -p anthropic --no-cache hi\r`);
    await run.until(/strong ones/);
    run.write('\u001a');
    await run.until(/Stopped/);
    expect(isCursorShown(run.written())).toBe(true);
    run.write('fg\r');
    await run.until(/first token/);
    run.write('exit\r');
    await run.ended;
    expect(isCursorShown(run.written())).toBe(true);
    expect(substance((await run.lines()).join('\n'))).toContain('Part11');
  });

  it('comes at once and without a view out of the cache', async () => {
    const variables = { UADA_DATA_DIR: mkdtempSync(join(directory, 'data-')) };
    const words = ['complete', `--mock=text=@${answer}`, '-p', 'anthropic', 'hi'];
    await runInPty(words, { variables }).ended;
    const run = runInPty(words, { variables });
    await run.ended;
    expect(run.written()).not.toMatch(/\u001b\[(?:\?25l|\d*A|2K)/);
    expect((await run.lines()).join('\n')).toMatch(/cached .* ago/);
    expect(await seen(run)).toBe(whole(paragraphs, 80));
  });

  it('is rendered out of the cache as the sources render it', async () => {
    const text = [
      '# A *heading* with `code`', 'Plain words only.', '**strong**, *em*, ***both***, __under__, snake_case_name, ~~gone~~, ~about~, `co*de`, ``a`b``.',
      '[link](https://example.org/a_b "title"), ![image](x.png), <https://a.example>, https://b.example/c?d=1, www.c.example, me@d.example.',
      '\\*no\\* &amp; &lt; \\(x\\) <br> <b>html</b> two blanks  \nnew line, [reference][one], [x] 2 * 3 * 4', '> quoted *em*', '- item **one**\n  1. nested `two`',
      '| a *b* | c |\n|---|--:|\n| `d` | e |', '```js\nconst x = 1; // *no*\n```', '[one]: https://e.example',
    ].join('\n\n');
    const variables = { UADA_DATA_DIR: mkdtempSync(join(directory, 'data-')), COLORTERM: 'truecolor' };
    const words = ['complete', `--mock=text=@${fileOf('marks.md', text)}`, '-p', 'anthropic', 'hi'];
    await runInPty(words, { variables }).ended;
    const run = runInPty(words, { variables });
    await run.ended;
    const stream = createMarkdownStream({ width: 80, theme: createTheme({ color: true, ground: 'any', hasManyColors: true }) });
    const rendered = [...stream.push(text), ...stream.finish()];
    expect(run.written()).toContain(rendered.join('\r\n'));
  });

  it.each([
    ['TERM=dumb', { TERM: 'dumb' }], ['CI=1', { CI: '1' }],
  ])('is plain text with %s', async (_name, variables) => {
    const run = runInPty(ask('text=**bold**'), { variables });
    await run.ended;
    expect(run.written()).not.toContain('\u001b');
    expect((await run.lines()).join('\n')).toContain('**bold**');
  });

  it('has no colours with NO_COLOR', async () => {
    const run = runInPty(ask(`text=@${answer},ttft=300`), { variables: { NO_COLOR: '1' } });
    await run.ended;
    expect(run.written()).not.toMatch(/\u001b\[\d*m/);
  });

  it.each([[1, 1], [2, 2], [15, 4]])('survives a window of %i×%i', async (columns, rows) => {
    const run = runInPty(ask('text=some words of an answer'), { columns, rows });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written().replace(/\s/g, '')).toContain('somewordsofananswer');
    expect(run.written()).not.toContain('\u001b[?25l');
  });

  it('survives a window that shrinks to nothing and grows to 500 columns while it streams [T13]', async () => {
    const run = runInPty(ask(`text=@${answer},ttft=300,itl=2,chunk=2`), { columns: 80 });
    for (const [part, columns, rows] of [[1, 1, 1], [3, 500, 50], [5, 2, 2], [7, 80, 24]] as const) {
      await run.until(new RegExp(`Part\\s*${part}|a${part}`));
      run.resize(columns, rows);
    }
    expect((await run.ended).exitCode).toBe(0);
    expect(isCursorShown(run.written())).toBe(true);
    const letters = substance(run.written());
    for (let part = 0; part < 12; part += 1) expect(letters).toContain(`itema${part}`);
  });

  it('is whole with joined emoji, wide characters, a thousand combining marks and right-to-left text [T15]', async () => {
    const text = `👩‍👩‍👧‍👦👨🏽‍🚀🏳️‍🌈 漢字かな한글 e${'\u0301'.repeat(1000)}n שלום مرحبا नमस्ते end`;
    for (const columns of [20, 80]) {
      const run = runInPty(ask(`text=@${fileOf('wide.txt', text)},ttft=300,itl=5`), { columns });
      expect((await run.ended).exitCode).toBe(0);
      // What is behind the marks: the emulator keeps no thousand of them in a cell.
      expect((await run.lines()).join('').replace(/\s/g, '')).toContain(text.slice(text.indexOf('n ש')).replace(/\s/g, ''));
    }
  });

  it('comes in the background, too, where the terminal may not be read [T16]', async () => {
    const run = runInPty(['PS1="ready> " exec bash --norc --noprofile -i'], { shell: true });
    await run.until(/ready> /);
    run.write(`${process.execPath} ${bin} complete --mock=text=background,ttft=100 -p anthropic --no-cache hi &\r`);
    await run.until(/first token/);
    run.write('jobs -l; wait; exit\r');
    await run.ended;
    expect(run.written()).not.toMatch(/Stopped/);
    expect(substance((await run.lines()).join('\n'))).toContain('background');
  });

  it('lets no hostile sequence through', async () => {
    const text = hostilePayloads.map(([, payload]) => payload.replaceAll('\u0000', '')).filter((payload) => !/[\ud800-\udfff](?![\udc00-\udfff])/.test(payload)).join(' x\n\n');
    const run = runInPty(ask(`text=@${fileOf('hostile.txt', text)},ttft=300,itl=1,chunk=1`));
    await run.ended;
    const written = run.written().replace(ownSequences, '').replace(/\u001b\[\d+m/g, '');
    expect(written.match(/[^\r\n\t\x20-\x7e\xa0-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu)).toBeNull();
    expect(written).not.toMatch(/\r(?!\n)/);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bin } from '../helpers/run-uada.js';
import { outsideAlternate } from './own-sequences.js';
import { runInPty } from './pty.js';

const answer = join(mkdtempSync(join(tmpdir(), 'uada-pty-')), 'answer.md');
const words = Array.from({ length: 30 }, (_, index) => `part${index} 中文 e\u0301 שלום`).join('\n\n');
writeFileSync(answer, words);

const substance = (text: string): string => stripVTControlCharacters(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
const clearing = /\u001b(?:\[[0-3]?J|c|\[\?1049|\[\?47|\[\d*;?\d*H)/;
const isCursorShown = (written: string): boolean => written.lastIndexOf('\u001b[?25h') >= written.lastIndexOf('\u001b[?25l');
const ask = (options: string): readonly string[] => ['compare', `--mock=${options}`, '-m', 'openai,anthropic', '--no-cache', 'hi'];

describe('a comparison in a real terminal', () => {
  it.each([20, 80, 200])('holds every letter of every answer, %i columns wide', async (columns) => {
    const run = runInPty(ask(`text=@${answer},ttft=1000,itl=1,chunk=3`), { columns });
    expect((await run.ended).exitCode).toBe(0);
    const lines = await run.lines();
    const isWide = columns > 60;
    for (const index of [0, 1]) {
      const text = lines.map((line) => (isWide ? (line.split(' │ ')[index] ?? '') : line)).join('');
      expect(substance(text)).toContain(substance(words));
    }
    expect(run.written()).toContain('\u001b[?25l');
    expect(run.written()).toContain('\u001b[?1049h');
    expect(outsideAlternate(run.written())).not.toMatch(clearing);
    expect(isCursorShown(run.written())).toBe(true);
  });

  it('keeps what came after Ctrl-C, with the terminal in order', async () => {
    const command = ask(`text=@${answer},ttft=300,itl=20`).map((word) => `'${word}'`);
    const run = runInPty(['trap : INT;', 'stty -g;', process.execPath, bin, ...command, '; echo "code $?"; stty -g; stty -a'], { shell: true });
    await run.until(/part1/);
    run.write('\u0003');
    await run.ended;
    expect(run.written()).toContain('code 130');
    const modes = run.written().match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(isCursorShown(run.written())).toBe(true);
    expect((await run.lines()).join('\n')).toMatch(/part0[^]*stopped/);
  });

  it.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGQUIT', undefined]] as const)('gives the main screen back with all that came on it after %s [T11]', async (signal, exitCode) => {
    const run = runInPty(ask(`text=@${answer},ttft=300,itl=20`));
    await run.until(/part1/);
    run.kill(signal);
    const ended = await run.ended;
    expect(exitCode === undefined ? ended.signal : ended.exitCode).toBe(exitCode ?? constants.signals.SIGQUIT);
    expect(isCursorShown(run.written())).toBe(true);
    const lines = await run.lines();
    expect(lines.filter((line) => line.includes('simulated'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('part0'))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('tokens/s · ~');
  });

  it('gives the main screen back on Ctrl-Z, and goes on when it is continued [T11]', async () => {
    const run = runInPty(['PS1="ready> " exec bash --norc --noprofile -i'], { shell: true });
    await run.until(/ready> /);
    run.write(`${[process.execPath, bin, ...ask(`text=@${answer},ttft=300,itl=10`)].join(' ')}\r`);
    await run.until(/part1/);
    run.write('\u001a');
    await run.until(/Stopped/);
    expect(isCursorShown(run.written())).toBe(true);
    expect((await run.lines()).join('\n')).toMatch(/simulated[^]*Stopped/);
    run.write('fg\r');
    await run.until(/1049l[^]*1049h[^]*1049l/);
    run.write('exit\r');
    await run.ended;
    expect(isCursorShown(run.written())).toBe(true);
    const lines = await run.lines();
    expect(lines.filter((line) => line.startsWith('part29'))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('tokens/s · ~');
  });

  it.each([
    ['TERM=dumb', { TERM: 'dumb' }], ['CI=1', { CI: '1' }], ['UADA_QUIET=1', { UADA_QUIET: '1' }],
  ])('is plain text, one answer below the other, with %s', async (_name, variables) => {
    const run = runInPty(ask('text=**bold**'), { variables });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).not.toContain('\u001b');
    const text = (await run.lines()).join('\n');
    expect(text.match(/\*\*bold\*\*/g)).toHaveLength(2);
    expect(text).toMatch(/model +first token/);
  });

  it('has no colours with NO_COLOR', async () => {
    const run = runInPty(ask(`text=@${answer},ttft=300`), { columns: 120, variables: { NO_COLOR: '1' } });
    await run.ended;
    expect(run.written()).not.toMatch(/\u001b\[\d*m/);
  });

  it.each([[1, 1], [2, 2], [15, 4]])('survives a window of %i×%i', async (columns, rows) => {
    const run = runInPty(ask('text=some words'), { columns, rows });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written().replace(/\s/g, '').match(/somewords/g)).toHaveLength(2);
    expect(run.written()).not.toContain('\u001b[?25l');
  });

  it.each([['complete', 'openai/a'], ['compare', 'openai/a,groq/b']])('is plain text in a window without a size: %s', async (command, models) => {
    const run = runInPty([`stty cols 0 rows 0; ${process.execPath} ${bin} ${command} '--mock=text=some words,ttft=300' -m ${models} --no-cache hi`], { shell: true });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).toContain('some words');
    expect(run.written()).not.toMatch(/\u001b\[(?:\?|\d*[AGKJ])/);
  });
});

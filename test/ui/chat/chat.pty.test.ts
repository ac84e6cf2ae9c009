import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, runUada } from '../../helpers/run-uada.js';
import { refuse, say, sayOnCue, useScriptedServer } from '../../helpers/scripted-server.js';
import { testSeed } from '../../helpers/seeded-random.js';
import { useSimulator } from '../../helpers/simulator.js';
import { drag } from '../drag.js';
import type { PtyRun } from '../pty.js';
import { runInPty, shows } from '../pty.js';

const directory = mkdtempSync(join(tmpdir(), 'uada-chat-'));
const newHome = (): string => mkdtempSync(join(directory, 'home-'));
const simulator = await useSimulator('text=an answer of the simulator');

type Setting = { readonly columns?: number; readonly rows?: number; readonly home?: string; readonly mock?: string; readonly words?: readonly string[]; readonly variables?: Readonly<Record<string, string>> };

/** A chat in a terminal, ready for the first key. */
const open = async ({ columns = 80, rows = 24, home = newHome(), mock = 'text=fine', words = [], variables = {} }: Setting = {}): Promise<PtyRun> => {
  const run = runInPty(['chat', `--mock=${mock}`, '-p', 'openai', ...words], { columns, rows, variables: { HOME: home, TMUX_PANE: '%1', ...variables } });
  await run.until(/Ask something/);
  return run;
};

const seen = async (run: PtyRun): Promise<string> => (await run.lines()).join('\n');

const exported = async (home: string): Promise<readonly { readonly prompt: string; readonly text: string; readonly provider: string; readonly finish_reason: string | null; readonly system: string | null }[]> =>
  (await runUada(['history', 'export'], { env: { HOME: home } })).stdout.trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));

const modesOff = /\u001b\[\?2004l[^]*$/;
const expectRestored = (run: PtyRun): void => {
  const written = run.written();
  expect(written).toMatch(modesOff);
  expect(written.lastIndexOf('\u001b[?2004h')).toBeLessThan(written.lastIndexOf('\u001b[?2004l'));
  expect(written.split('\u001b[>5u')).toHaveLength(written.split('\u001b[<u').length);
  expect(written.lastIndexOf('\u001b[>5u')).toBeLessThan(written.lastIndexOf('\u001b[<u'));
  expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
  expect(written).not.toMatch(/\u001b(?:\[[0-3]?J|c|\[\?1049|\[\?47|\[\d*;?\d*H)/);
};

const leave = async (run: PtyRun, keys = '\u0004'): Promise<void> => {
  run.write(keys);
  expect((await run.ended).exitCode).toBe(0);
  expectRestored(run);
};

describe('uada chat', () => {
  it('answers, and sends the first turn along with the second', async () => {
    const home = newHome();
    const run = await open({ home, mock: 'text=**first** answer' });
    run.write('hullo\u007f\u007f\u007f\u007fello\r');
    await shows(run, /openai\/[^]*\stokens/);
    run.write('and more\r');
    await shows(run, /and more[^]*openai\/[^]*\stokens/);
    await leave(run);
    expect((await seen(run)).match(/first answer/g)).toHaveLength(2);
    expect(await exported(home)).toMatchObject([{ prompt: 'hello', text: '**first** answer' }, { prompt: 'and more' }]);
    const next = await runUada(['--mock', '-c', '--dry-run', '--json', 'third'], { env: { HOME: home, TMUX_PANE: '%1' } });
    expect(JSON.parse(next.stdout).body.messages.map(({ content }: { readonly content: string }) => content)).toEqual(['hello', '**first** answer', 'and more', '**first** answer', 'third']);
  });

  it('asks the provider with every turn before', async () => {
    const home = newHome();
    const run = runInPty(['chat', '-m', 'openai/gpt-x'], { variables: { HOME: home, OPENAI_BASE_URL: simulator.baseUrls.openai } });
    await run.until(/Ask something/);
    run.write('one\r');
    await shows(run, /answer of the simulator[^]*\stokens/);
    const [, input] = /(\d+) → \d+ tokens/.exec(await seen(run)) ?? [];
    run.write('two\r');
    await shows(run, /two[^]*answer of the simulator[^]*\stokens/);
    const inputs = [...(await seen(run)).matchAll(/(\d+) → \d+ tokens/g)].map(([, count]) => Number(count));
    expect(inputs[1]).toBeGreaterThan(Number(input) + 3);
    await leave(run);
  });

  it('keeps its connection from turn to turn, and makes a new one after a failure', async () => {
    const server = await useScriptedServer(say('fine'), say('fine'), say('fine'), refuse(401), say('well'));
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--base-url', server.url], { variables: { HOME: newHome() } });
    await run.until(/Ask something/);
    for (const word of ['one', 'two', 'three']) {
      run.write(`${word}\r`);
      await shows(run, new RegExp(`› ${word}\n\nfine\n\nopenai`));
    }
    expect(server.connectionCount()).toBe(1);
    run.write('four\r');
    await shows(run, /error: [^]*› four\n {2}openai/);
    run.write('\r');
    await shows(run, /well\n\nopenai/);
    expect(server.connectionCount()).toBe(2);
    await leave(run);
  });

  it('writes over several lines and sends them as one message', async () => {
    const home = newHome();
    const run = await open({ home });
    run.write('one\n');
    run.write('two\u001b\r');
    run.write('three\\\r');
    run.write('four');
    await shows(run, /› one\n {2}two\n {2}three\n {2}four/);
    run.write('\r');
    await shows(run, /\stokens/);
    await leave(run);
    expect((await exported(home))[0]?.prompt).toBe('one\ntwo\nthree\nfour');
  });

  it('begins a new line with Shift+Enter where the terminal tells it', async () => {
    const home = newHome();
    const run = await open({ home });
    run.write('one\u001b[13;2utwo\u001b[13u');
    await shows(run, /\stokens/);
    await leave(run);
    expect((await exported(home))[0]?.prompt).toBe('one\ntwo');
    const inTmux = await open({ variables: { TERM: 'tmux-256color' } });
    inTmux.write('\u0004');
    await inTmux.ended;
    expect(inTmux.written()).toMatch(/\u001b\[>4;1m[^]*\u001b\[>4;0m/);
    expect(inTmux.written()).not.toContain('\u001b[>5u');
  });

  it('sends what was written while an answer came behind it, unless a key follows', async () => {
    const [first, third] = [sayOnCue(), sayOnCue()];
    const server = await useScriptedServer(first.reply, say('second answer'), third.reply, say('fourth answer'));
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--base-url', server.url], { variables: { HOME: newHome() } });
    await run.until(/Ask something/);
    run.write('one\r');
    first.say('first answer');
    await shows(run, /first answer/);
    run.write('two\r');
    await shows(run, /› two\n {2}Goes out behind the answer/);
    first.end();
    await shows(run, /› two\n\nsecond answer\n\nopenai/);
    run.write('three\r');
    third.say('third answer');
    await shows(run, /third answer/);
    run.write('four\r!');
    await shows(run, /› four!\n {2}openai\/gpt-x · Esc stops · Enter sends behind it/);
    third.end();
    await shows(run, /› four!\n {2}openai\/gpt-x · Enter sends/);
    expect(server.bodies).toHaveLength(3);
    run.write('\u0015');
    await leave(run);
  });

  it('keeps what was written behind an answer that failed', async () => {
    const { reply, say: sayNow, hangUp } = sayOnCue();
    const server = await useScriptedServer(reply);
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--base-url', server.url], { variables: { HOME: newHome() } });
    await run.until(/Ask something/);
    run.write('one\r');
    sayNow('half an answer');
    await shows(run, /half an answer/);
    run.write('two\r');
    await shows(run, /› two\n {2}Goes out/);
    hangUp();
    await shows(run, /error: [^]*› two\n/);
    expect(server.bodies).toHaveLength(1);
    run.write('\u0015');
    await leave(run);
  });

  it('takes a paste of 10,000 lines at once and sends it whole', async () => {
    const home = newHome();
    const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index} of a paste 中文`);
    const run = await open({ home });
    const before = run.written().length;
    run.write(`\u001b[200~${lines.join('\r')}\u001b[201~`);
    await shows(run, /\[pasted 10,000 lines\]/);
    expect(run.written().length - before).toBeLessThan(2000);
    run.write(' see above\r');
    await shows(run, /\stokens/);
    expect(await seen(run)).toContain('› [pasted 10,000 lines] see above');
    await leave(run);
    expect((await exported(home))[0]?.prompt).toBe(`${lines.join('\n')} see above`);
  });

  it('lets go whoever types what ends an editor', async () => {
    for (const word of [':q', ':wq', 'ZZ']) await leave(await open(), `${word}\r`);
  });

  it('tells its commands and keys, also in a narrow window', async () => {
    for (const columns of [30, 80]) {
      const run = await open({ columns });
      run.write('/help\r');
      await shows(run, /› \/help[^]*\/model \[NAME\][^]*Enter\s+send; behind an answer[^]*Tab\s+complete a command, a model or[^]*suspend[^]*› Ask/);
      await leave(run);
    }
  });

  it('writes little for a key, whatever was pasted before', async () => {
    const run = await open();
    run.write(`\u001b[200~${'a line of a paste\r'.repeat(10_000)}\u001b[201~`);
    await shows(run, /pasted 10,00\d lines/);
    for (let count = 0; count < 5; count += 1) {
      const before = run.written().length;
      run.write('x');
      await shows(run, new RegExp(`lines\\]\\s*x{${count + 1}}\\n`));
      expect(run.written().length - before).toBeLessThan(600);
    }
    run.write('\u0003\u0003');
    await run.ended;
  });

  it('stops an answer with Ctrl-C and keeps what came, and leaves with two more', async () => {
    const home = newHome();
    const run = await open({ home, mock: 'itl=20,tokens=400' });
    run.write('go\r');
    await shows(run, /simulated answer/);
    run.write('\u0003');
    await shows(run, /stopped · openai/);
    run.write('\u0003');
    await shows(run, /Ctrl-C again leaves/);
    run.write('\u0003');
    expect((await run.ended).exitCode).toBe(130);
    expectRestored(run);
    const [entry] = await exported(home);
    expect(entry).toMatchObject({ prompt: 'go', finish_reason: null });
    expect(entry?.text).toMatch(/simulated answer/);
  });

  it.each(['waiting for a prompt', 'answering'])('leaves the terminal in order after SIGQUIT while %s', async (state) => {
    const run = await open({ mock: 'itl=20,tokens=400' });
    if (state === 'answering') {
      run.write('go\r');
      await shows(run, /simulated answer/);
    }
    run.kill('SIGQUIT');
    expect((await run.ended).signal).toBe(constants.signals.SIGQUIT);
    expectRestored(run);
  });

  it('asks another model from the middle on, with another system prompt and a file', async () => {
    const home = newHome();
    const file = join(home, 'notes.txt');
    writeFileSync(file, 'what the file says');
    const run = await open({ home });
    run.write('one\r');
    await shows(run, /openai\/[^]*\stokens/);
    run.write('/model anthropic/claude-y\r');
    await shows(run, /anthropic\/claude-y is asked/);
    run.write('/system Be brief\r');
    await shows(run, /System prompt: Be brief/);
    run.write(`/file ${file}\r`);
    await shows(run, /With the next message/);
    run.write('two\r');
    await shows(run, /anthropic\/claude-y · first/);
    await leave(run, '/quit\r');
    const entries = await exported(home);
    expect(entries).toMatchObject([{ provider: 'openai', system: null }, { provider: 'anthropic', system: 'Be brief' }]);
    expect(entries[1]?.prompt).toContain('what the file says');
  });

  it('says what went wrong and gives the message back', async () => {
    const run = await open({ mock: 'fault=401', words: ['--max-retries', '0'] });
    run.write('precious words\r');
    await shows(run, /error: [^]*› precious words\n {2}openai/);
    run.write('\u0015');
    await shows(run, /Ask something/);
    await leave(run);
  });

  it('replaces the last answer with /retry, saves the conversation and copies the answer', async () => {
    const home = newHome();
    const run = await open({ home, words: ['--session', 'work'] });
    run.write('one\r');
    await shows(run, /\stokens/);
    run.write('/retry\r');
    await shows(run, /\/retry\n\nfine[^]*\stokens/);
    const file = join(home, 'talk.md');
    run.write(`/save ${file}\r`);
    await shows(run, /Saved: /);
    run.write('/copy\r');
    await shows(run, /Sent 4 characters/);
    expect(run.written()).toContain(`\u001b]52;c;${Buffer.from('fine').toString('base64')}\u0007`);
    run.write('/sav\t');
    await shows(run, /› \/save/);
    run.write(`\u0015/file ${join(home, 'ta')}\t`);
    await shows(run, /talk\.md/);
    run.write('\u0015/clear all of it\r');
    await shows(run, /\/clear takes no words/);
    run.write('\u0015/hlep\r');
    await shows(run, /Did you mean \/help\?/);
    run.write('\u0015/constructor\r');
    await shows(run, /There is no command \/constructor/);
    run.write('\u0015');
    await leave(run, ':q\r');
    expect(readFileSync(file, 'utf8')).toBe('## You\n\none\n\n## Answer\n\nfine\n');
    const next = await runUada(['--mock', '--session', 'work', '--dry-run', '--json', 'two'], { env: { HOME: home } });
    expect(JSON.parse(next.stdout).body.messages).toHaveLength(3);
    expect(await exported(home)).toHaveLength(2);
  });

  it('comes back to a session with its last turns on the screen, and to earlier prompts', async () => {
    const home = newHome();
    const first = await open({ home, words: ['--session', 'work'], mock: 'text=a **remembered** answer' });
    first.write('the question\r');
    await shows(first, / tokens/);
    await leave(first);
    expect(first.written()).toContain('uada chat --session work goes on');
    const second = await open({ home, words: ['--session', 'work'] });
    await shows(second, /openai\/\S+ · work\n\n› the question\n\na remembered answer\n\n› Ask/);
    second.write('\u001b[A');
    await shows(second, /› the question\n {2}openai/);
    second.write('\u0015');
    await leave(second);
  });

  it('answers a conversation out of the cache when it is repeated', async () => {
    const home = newHome();
    for (const isCached of [false, true]) {
      const run = await open({ home });
      run.write('one\r');
      await shows(run, /\stokens/);
      run.write('two\r');
      await shows(run, /two[^]*\stokens/);
      expect(/two[^]*cached .* ago/.test(await seen(run))).toBe(isCached);
      await leave(run);
    }
  });

  it.each([20, 80, 200])('shows every letter once, %i columns wide, and the prompt below', async (columns) => {
    const answer = Array.from({ length: 15 }, (_, index) => `Words of part ${index} with **strong ones**, 中文字符, 한국어, e\u0301, 👨‍👩‍👧 and שלום that fill a line.`).join('\n\n');
    const file = join(newHome(), 'answer.md');
    writeFileSync(file, answer);
    const run = await open({ columns, mock: `text=@${file},itl=2,chunk=3` });
    run.write('中文 👨‍👩‍👧 question that is longer than twenty columns\r');
    await shows(run, /part\s+3/);
    run.write('typed meanwhile');
    await shows(run, /tokens[^]*› typed/);
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    expect(letters(await seen(run))).toContain(letters(answer));
    run.write('\u0015');
    await leave(run);
  });

  it('holds every letter once and the prompt when the window is resized between frames', async () => {
    const { reply, say: sayNow, end } = sayOnCue();
    const server = await useScriptedServer(reply);
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--base-url', server.url], { variables: { HOME: newHome() } });
    await run.until(/Ask something/);
    run.write('go\r');
    const sizes: readonly (readonly [number, number])[] = [[80, 10], [80, 5], [80, 24], [40, 24], [120, 12], [21, 8], [80, 24]];
    for (let part = 0; part < 10; part += 1) {
      sayNow(`Part ${part} goes on and on and on until the line is full of words that wrap, end${part}.\n\nHalf of a next paragraph${part} `);
      await shows(run, new RegExp(`paragraph${part}`));
      run.write('x');
      await shows(run, new RegExp(`› ${'x'.repeat(part + 1)}\n`));
      const size = sizes[part];
      if (size !== undefined) run.resize(...size);
    }
    end();
    await shows(run, /tokens[^]*› x{10}\n/);
    const answer = Array.from({ length: 10 }, (_, part) => `Part ${part} goes on and on and on until the line is full of words that wrap, end${part}. Half of a next paragraph${part} `).join('');
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    expect(letters(await seen(run))).toContain(letters(answer));
    run.write('\u0015');
    await leave(run);
  });

  it('holds every letter once and the prompt when the window is dragged about while an answer streams', async () => {
    const answer = Array.from({ length: 40 }, (_, index) => `Part ${index} goes on and on and on until the line is full of words that wrap.\n\n- item a${index}\n- item b${index}`).join('\n\n');
    const file = join(newHome(), 'answer.md');
    writeFileSync(file, answer);
    const run = await open({ mock: `text=@${file},itl=2,chunk=2` });
    run.write('go\r');
    await shows(run, /Part/);
    run.write('xxxx');
    expect(await drag(run, testSeed, shows(run, /item b39[^]*tokens/))).toBeGreaterThan(0);
    await shows(run, /tokens[^]*› xxxx/);
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    expect(letters(await seen(run))).toContain(letters(answer));
    expect((await seen(run)).match(/xxxx/g)).toHaveLength(1);
    run.write('\u0015');
    await leave(run);
  });

  it('writes no line of an answer twice', async () => {
    const answer = Array.from({ length: 30 }, (_, index) => `Marker${index} begins a paragraph of its own.`).join('\n\n');
    const file = join(newHome(), 'answer.md');
    writeFileSync(file, answer);
    const run = await open({ mock: `text=@${file},itl=2,chunk=2` });
    run.write('go\r');
    await shows(run, /Marker29[^]*\stokens/);
    const written = run.written();
    // A paragraph is in the tail while it comes, and never again once three later ones are there.
    expect(written.lastIndexOf('Marker10 ')).toBeLessThan(written.indexOf('Marker13 '));
    await leave(run);
  });

  it.each([['SIGTERM', 143], ['SIGHUP', 129]])('puts the terminal in order after %s, and keeps what came', async (signal, exitCode) => {
    const home = newHome();
    const run = await open({ home, mock: 'itl=20,tokens=400' });
    run.write('go\r');
    await shows(run, /simulated answer/);
    run.kill(signal);
    expect((await run.ended).exitCode).toBe(exitCode);
    expectRestored(run);
    expect(await exported(home)).toMatchObject([{ prompt: 'go', finish_reason: null }]);
  });

  it('leaves the terminal with echo and line mode as they were', async () => {
    const command = ['stty -g;', process.execPath, bin, 'chat', '--mock=text=fine', '; echo "code $?"; stty -g'];
    const run = runInPty(command, { shell: true });
    await run.until(/Ask something/);
    run.write('hi\r');
    await run.until(/ tokens/);
    run.write('\u0004');
    await run.ended;
    const modes = run.written().match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(run.written()).toContain('code 0');
  });

  it('gives the terminal back on Ctrl-Z and goes on with what was written', async () => {
    const run = runInPty(['PS1="ready> " exec bash --norc --noprofile -i'], { shell: true });
    await run.until(/ready> /);
    run.write(`${process.execPath} ${bin} chat --mock=text=fine\r`);
    await run.until(/Ask something/);
    run.write('half a thought');
    await shows(run, /› half a thought/);
    run.write('\u001a');
    await run.until(/Stopped/);
    expect(run.written().lastIndexOf('\u001b[?2004l')).toBeGreaterThan(run.written().indexOf('half'));
    run.write('fg\r');
    await shows(run, /fg\n[^]*› half a thought/);
    run.write(' more\r');
    await shows(run, /half a thought more[^]*\stokens/);
    run.write('\u0004');
    await run.until(/goes on with it/);
    run.write('exit\r');
    await run.ended;
  });

  it.each([['no colours with NO_COLOR', { NO_COLOR: '1' }, /\u001b\[(?!2?7m)\d*m/]])('has %s', async (_name, variables, pattern) => {
    const run = await open({ variables });
    run.write('hi\r');
    await shows(run, /\stokens/);
    expect(run.written()).not.toMatch(pattern);
    await leave(run);
  });

  it.each([[1, 1], [15, 4]])('survives a window of %i×%i', async (columns, rows) => {
    const run = runInPty(['chat', '--mock=text=fine'], { columns, rows });
    await run.until(/\?2004h/);
    run.write('hi\r');
    await run.until(/fine[^]*tokens/);
    await leave(run);
  });

  it.each([['a pipe', {}], ['TERM=dumb', { TERM: 'dumb' }], ['CI', { CI: '1' }]])('says in one sentence that it needs a terminal with %s', async (name, variables) => {
    if (name !== 'a pipe') {
      const run = runInPty(['chat', '--mock'], { variables });
      expect((await run.ended).exitCode).toBe(2);
      expect(run.written()).toMatch(/^uada: uada chat needs a terminal.*uada complete -c/);
      return;
    }
    const run = await runUada(['chat', '--mock'], { stdin: 'hi' });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/^uada: uada chat needs a terminal.*uada complete -c.*\n$/);
  });
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bin } from '../../helpers/run-uada.js';
import { refuse, say, useScriptedServer } from '../../helpers/scripted-server.js';
import type { PtyRun } from '../pty.js';
import { runInPty } from '../pty.js';

const seen = async (run: PtyRun): Promise<string> => (await run.lines()).join('\n');
const shows = async (run: PtyRun, pattern: RegExp): Promise<void> => {
  while (!pattern.test(await seen(run))) await setTimeout(20);
};

const open = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<PtyRun> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-linear-'));
  const run = runInPty(['chat', '--screen-reader', ...words], { variables: { HOME: home, ...variables } });
  await run.until(/You: /);
  return run;
};

describe('a chat for screen readers', () => {
  it('asks for lines and writes whole ones, once, without colours or a spinner', async () => {
    const answer = Array.from({ length: 30 }, (_, index) => `Paragraph ${index} is here.`).join('\n\n');
    const server = await useScriptedServer(say(answer), say('**second** answer\n\n| a |\n|---|'));
    const run = await open(['-m', 'openai/gpt-x', '--base-url', server.url]);
    run.write('hello\r');
    await shows(run, /Waiting for the answer\.\nAnswer:\nParagraph 0 is here\.[^]*Paragraph 29 is here\.\nDone: openai\/scripted[^]*\nYou:/);
    run.write('more \\\r');
    await shows(run, /more \\\nYou:/);
    run.write('of it\r');
    await shows(run, /\*\*second\*\* answer\n\n\| a \|\n\|---\|\nDone: openai\/scripted[^]*\nYou:/);
    run.write('/quit\r');
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).not.toMatch(/\u001b\[\d*m|\u001b\[\?25l|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏│]/);
    expect(stripVTControlCharacters(run.written()).match(/Paragraph 12 /g)).toHaveLength(1);
    expect(server.bodies[1]).toMatchObject({ messages: [{ content: 'hello' }, {}, { content: 'more \nof it' }] });
  });

  it('tells of a retry', async () => {
    const server = await useScriptedServer(refuse(503), say('fine'));
    const run = await open(['-m', 'openai/gpt-x', '--base-url', server.url]);
    run.write('go\r');
    await shows(run, /Waiting for the answer\.\nRetry in \d s: openai is overloaded \(503\)\.\nAnswer:\nfine\nDone: openai/);
    run.write('\u0004');
    await run.ended;
  });

  it('shows what the model thought above the answer', async () => {
    const run = await open(['--mock=reasoning=9,text=fine', '-p', 'groq', '--show-reasoning']);
    run.write('go\r');
    await shows(run, /Waiting for the answer\.\nThinking\.\n[A-Z].*\nAnswer:\nfine\nDone: groq/);
    run.write('\u0004');
    await run.ended;
  });

  it('takes a paste as one message', async () => {
    const server = await useScriptedServer(say('fine'));
    const run = await open(['-m', 'openai/gpt-x', '--base-url', server.url]);
    run.write('one\rtwo\rthree\r');
    await shows(run, /\nfine\n/);
    run.write('\u0004');
    expect((await run.ended).exitCode).toBe(0);
    expect(server.bodies).toMatchObject([{ messages: [{ content: 'one\ntwo\nthree' }] }]);
  });

  it('stops an answer with Ctrl-C and leaves with two more, the terminal in order', async () => {
    const run = await open(['--mock=itl=30,tokens=400', '-p', 'openai']);
    run.write('go\r');
    await shows(run, /simulated answer/i);
    run.write('\u0003');
    await shows(run, /Stopped: openai[^]*You:/);
    run.write('\u0003');
    await shows(run, /Ctrl-C again leaves\.\nYou:/);
    run.write('\u0003');
    expect((await run.ended).exitCode).toBe(130);
  });

  it('says what went wrong, and sends the message again when it is asked to', async () => {
    const server = await useScriptedServer(refuse(401), say('fine'));
    const run = await open(['-m', 'openai/gpt-x', '--base-url', server.url]);
    run.write('precious\r');
    await shows(run, /error: [^]*\/retry sends the message again\.\nYou:/);
    run.write('/retry\r');
    await shows(run, /\nfine\n/);
    run.write('/nosuch\r');
    await shows(run, /There is no command \/nosuch[^]*You:/);
    run.write(':q\r');
    expect((await run.ended).exitCode).toBe(0);
    expect(server.bodies).toHaveLength(2);
  });

  it('is what a window without a size gets', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-linear-'));
    const run = runInPty([`stty cols 0 rows 0; ${process.execPath} ${bin} chat --mock=text=fine`], { shell: true, variables: { HOME: home } });
    await run.until(/You: /);
    run.write('hi\r');
    await run.until(/fine\r\n[^]*You: /);
    run.write('\u0004');
    expect((await run.ended).exitCode).toBe(0);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { bin } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { serveTcp } from '../transport/loopback.js';
import { runInPty, shows } from './pty.js';

const simulator = await useSimulator('ttft=900,text=words of an answer');
/** Takes requests and never answers. */
const silent = createServer(() => undefined).listen(0, '127.0.0.1');
afterAll(() => {
  silent.close();
  silent.closeAllConnections();
});
const environment = { ...simulator.environment };
const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;
const isCursorShown = (written: string): boolean => written.lastIndexOf('\u001b[?25h') >= written.lastIndexOf('\u001b[?25l');
const compare = ['compare', '-m', 'openai/a,anthropic/b', '--no-cache', 'hi'];
const toPipe = (words: readonly string[]): readonly string[] => [`${process.execPath} ${bin} ${words.join(' ')} | cat`];

describe('the spinner', () => {
  const interrupted = async (words: readonly string[], variables: Readonly<Record<string, string>>, shown: RegExp): Promise<void> => {
    const run = runInPty([...words, '--no-cache', 'hi'], { variables });
    await shows(run, shown);
    run.write('\u0003');
    expect((await run.ended).exitCode).toBe(130);
    expect(isCursorShown(run.written())).toBe(true);
    expect((await run.lines()).join('\n')).not.toMatch(spinner);
  };

  it('says that there is no connection yet', async () => {
    // A TLS handshake that nobody answers.
    const origin = await serveTcp(() => undefined);
    await interrupted(['-m', 'groq/x'], { GROQ_API_KEY: 'gsk_x', GROQ_BASE_URL: origin.replace('http:', 'https:') }, /connecting to groq/);
  });

  it('says whose answer is waited for, and that an Ollama may load the model first', async () => {
    const { port } = silent.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}`;
    await interrupted(['-m', 'groq/x'], { GROQ_API_KEY: 'gsk_x', GROQ_BASE_URL: address }, /waiting for groq\/x(?!,)/);
    await interrupted(['-m', 'ollama/x'], { OLLAMA_HOST: address }, /waiting for ollama\/x, which may have to load/);
  });

  it('names the model that stands in for another', async () => {
    const { port } = silent.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}`;
    await interrupted(['-m', 'openai/x', '--fallback', 'ollama/y', '--max-retries', '0'], { OPENAI_API_KEY: 'sk-x', OPENAI_BASE_URL: 'http://127.0.0.1:1', OLLAMA_HOST: address }, /waiting for ollama\/y/);
  });
});

describe('a wait outside of a view', () => {
  it('is shown on stderr while answers that go into a pipe are compared, and leaves nothing behind', async () => {
    const run = runInPty(toPipe(compare), { shell: true, variables: environment });
    await run.until(/waiting for 2 of 2 answers/);
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).toMatch(spinner);
    const lines = await run.lines();
    expect(lines.every((line) => line.startsWith('{'))).toBe(true);
    expect(lines.filter((line) => line.includes('words of an answer'))).toHaveLength(2);
    expect(isCursorShown(run.written())).toBe(true);
  });

  it('is shown above answers that are written one below the other', async () => {
    const run = runInPty([...compare, '--raw'], { variables: environment });
    await run.until(/waiting for 2 of 2 answers/);
    await run.ended;
    const text = (await run.lines()).join('\n');
    expect(text.match(/words of an answer/g)).toHaveLength(2);
    expect(text).not.toMatch(spinner);
  });

  it('is over with Ctrl-C, the cursor back', async () => {
    const { port } = silent.address() as AddressInfo;
    const run = runInPty(['models', '-p', 'openai', '--base-url', `http://127.0.0.1:${port}`]);
    await run.until(/asking for the lists of models/);
    run.write('\u0003');
    expect((await run.ended).exitCode).toBe(130);
    expect(run.written()).toContain('\u001b[?25l');
    expect(isCursorShown(run.written())).toBe(true);
    expect((await run.lines()).join('\n')).not.toMatch(spinner);
  });

  it.each([
    ['--quiet', ['--quiet'], {}], ['--json', ['--json'], {}], ['CI=1', [], { CI: '1' }], ['TERM=dumb', [], { TERM: 'dumb' }], ['a screen reader', [], { UADA_SCREEN_READER: '1' }],
  ] as const)('is not shown with %s', async (_name, words, variables) => {
    const run = runInPty(toPipe([...compare, ...words]), { shell: true, variables: { ...environment, ...variables } });
    expect((await run.ended).exitCode).toBe(0);
    expect(run.written()).not.toMatch(spinner);
    expect(run.written()).not.toContain('\u001b[?25l');
  });
});

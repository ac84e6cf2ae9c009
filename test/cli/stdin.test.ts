import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Finished } from '../helpers/run-uada.js';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';
import { watched } from '../helpers/watch-leaks.js';

const server = await useScriptedServer(say('fine'));
const env = (): Record<string, string> => ownEnvironment({ OPENAI_BASE_URL: server.url });

/** The writing end of what the program has on stdin. */
type Pipe = { write(text: string): Promise<void>; close(): Promise<void> };
type Opened = { readonly descriptor: number; readonly openWriter: () => Promise<Pipe>; readonly closeOwn: () => void };

/** A FIFO of the file system, opened for reading when nobody has opened it for writing yet. */
const openFifo = (): Opened => {
  const path = join(mkdtempSync(join(tmpdir(), 'uada-fifo-')), 'fifo');
  execFileSync('mkfifo', [path]);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const openWriter = async (): Promise<Pipe> => {
    const file = await open(path, 'w');
    return { write: (text) => file.writeFile(text), close: () => file.close() };
  };
  return { descriptor, openWriter, closeOwn: () => closeSync(descriptor) };
};

type Running = {
  readonly child: ReturnType<typeof spawn>;
  readonly ended: Promise<Finished>;
  /** Resolves once stderr holds it. */
  readonly says: (pattern: RegExp) => Promise<void>;
};

const runWith = (stdin: number | 'pipe', words: readonly string[]): Running => {
  const child = watched(spawn(process.execPath, [bin, ...words], { env: env(), stdio: [stdin, 'pipe', 'pipe'] }));
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (part: Buffer) => (stdout += String(part)));
  child.stderr?.on('data', (part: Buffer) => (stderr += String(part)));
  const ended = new Promise<Finished>((resolve) => child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr })));
  const says = (pattern: RegExp): Promise<void> => new Promise((resolve) => {
    const look = (): void => {
      if (pattern.test(stderr)) resolve();
    };
    child.stderr?.on('data', look);
    look();
  });
  return { child, ended, says };
};

type Script = (pipe: Pipe, says: Running['says']) => Promise<void>;

/** Each way to be connected to a writer: a FIFO, and the pipe (on Unix a socket) that a parent process makes. */
const kinds = {
  FIFO: async (words: readonly string[], script: Script): Promise<Finished> => {
    const fifo = openFifo();
    const { ended, says } = runWith(fifo.descriptor, words);
    await script(await fifo.openWriter(), says);
    const finished = await ended;
    fifo.closeOwn();
    return finished;
  },
  socket: async (words: readonly string[], script: Script): Promise<Finished> => {
    const { child, ended, says } = runWith('pipe', words);
    const stdin = child.stdin!.on('error', () => undefined);
    await script({
      write: (text) => new Promise((resolve) => stdin.write(text, () => resolve())),
      close: () => Promise.resolve(void stdin.end()),
    }, says);
    return ended;
  },
};
const connections = Object.keys(kinds) as readonly (keyof typeof kinds)[];

/** What was sent as the user's turn of the latest request. */
const sentText = (): string => {
  const messages = server.bodies.at(-1)?.['messages'] as readonly { readonly content: string }[] | undefined;
  return messages?.[0]?.content ?? '';
};

const words = ['-p', 'openai', '--no-cache', '--stdin-wait', '700ms'] as const;
const ask = [...words, 'Count the words.'] as const;
const fine = { exitCode: 0, stdout: 'fine' };

describe.each(connections)('piped data over a %s is sent whole with the prompt', (kind) => {
  const run = kinds[kind];

  it('when it trickles in byte by byte, with pauses longer than the wait for the first one', async () => {
    const text = 'slow and steady';
    const finished = await run(ask, async (pipe) => {
      for (const [index, character] of Array.from(text).entries()) {
        await pipe.write(character);
        await pause(index % 7 === 6 ? 900 : 30);
      }
      await pipe.close();
    });
    expect(finished).toMatchObject(fine);
    expect(sentText()).toContain(`${text}\n`);
  });

  it('when half of it comes long after the other, which is told once', async () => {
    const finished = await run(ask, async (pipe, says) => {
      await pipe.write('the first half, ');
      await says(/16 bytes/);
      await pause(1200);
      await pipe.write('the second half');
      await pipe.close();
    });
    expect(finished).toEqual({ ...fine, stderr: 'uada: Waiting for the end of stdin, of which 16 bytes have come; Ctrl-C stops.\n' });
    expect(sentText()).toContain('the first half, the second half\n');
  });

  it('when it is 8 MB', async () => {
    const line = 'Größe: 0123456789 abcdefghijklmnopqrstuvwxyz €\n';
    const text = line.repeat(Math.ceil(8_000_000 / Buffer.byteLength(line)));
    const finished = await run(ask, async (pipe) => {
      await pipe.write(text);
      await pipe.close();
    });
    expect(finished).toMatchObject(fine);
    expect(sentText().includes(text)).toBe(true);
  });

  it('when it is the prompt itself and comes late', async () => {
    const finished = await run(words, async (pipe, says) => {
      await says(/Waiting for the prompt/);
      await pipe.write('late prompt');
      await pipe.close();
    });
    expect(finished).toMatchObject({ ...fine, stderr: expect.stringMatching(/^uada: Waiting for the prompt on stdin;.*\n$/) });
    expect(sentText()).toBe('late prompt');
  });
});

describe.each(connections)('a %s without data', (kind) => {
  const run = kinds[kind];

  it('that is closed leaves the prompt alone, and nothing is warned of', async () => {
    expect(await run(ask, (pipe) => pipe.close())).toMatchObject({ ...fine, stderr: '' });
    expect(sentText()).toBe('Count the words.');
  });

  it('that is closed is an error where it should have been the prompt, or was named', async () => {
    const before = server.bodies.length;
    expect(await run(words, (pipe) => pipe.close())).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('There is no prompt.') });
    expect(await run([...ask, '-'], (pipe) => pipe.close())).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('stdin is empty.') });
    expect(server.bodies).toHaveLength(before);
  });

  it('that stays open does not hang a run with a prompt, and what was left is said, with -q, too', async () => {
    for (const quiet of [[], ['-q']]) {
      let close = (): Promise<void> => Promise.resolve();
      const finished = await run([...ask, ...quiet], (pipe) => {
        close = () => pipe.close();
        return Promise.resolve();
      });
      await close();
      expect(finished).toMatchObject({ ...fine, stderr: 'uada: Nothing came on stdin within 0.7 s, going on without it; --stdin-wait waits longer.\n' });
      expect(sentText()).toBe('Count the words.');
    }
  });

  it('that stays open is not waited for with --no-stdin', async () => {
    let close = (): Promise<void> => Promise.resolve();
    const finished = await run([...ask, '--no-stdin'], (pipe) => {
      close = () => pipe.close();
      return Promise.resolve();
    });
    await close();
    expect(finished).toMatchObject({ ...fine, stderr: '' });
  });
});

describe('a FIFO', () => {
  it('that nobody has opened for writing yet is no empty input', async () => {
    const fifo = openFifo();
    const { ended, says } = runWith(fifo.descriptor, [...ask, '--stdin-wait', '20s']);
    await says(/Waiting up to/);
    const pipe = await fifo.openWriter();
    await pipe.write('from a writer who is late');
    await pipe.close();
    expect(await ended).toMatchObject({ ...fine, stderr: 'uada: Waiting up to 20 s for input on stdin; --no-stdin goes on without it.\n' });
    expect(sentText()).toContain('from a writer who is late\n');
    fifo.closeOwn();
  });

  it('whose writer never comes does not hang a run with a prompt', async () => {
    const fifo = openFifo();
    expect(await runWith(fifo.descriptor, ask).ended).toMatchObject({ ...fine, stderr: expect.stringContaining('Nothing came on stdin') });
    fifo.closeOwn();
  });

  it.each([
    ['no prompt', [], /Waiting for the prompt on stdin; end it with Ctrl-D/],
    ['a prompt and -', ['hi', '-'], /Waiting for the prompt on stdin/],
    ['keys set', ['keys', 'set', 'openai'], /Waiting for stdin to be closed/],
    ['config set', ['config', 'set', 'model', '-'], /Waiting for stdin to be closed/],
    ['batch', ['batch', '-', '-p', 'openai'], /Waiting for prompts on stdin/],
    ['cache import', ['cache', 'import', '-'], /Waiting for answers on stdin/],
  ])('that stays open is waited for with %s, which is said, and a signal ends that', async (_name, given, notice) => {
    const fifo = openFifo();
    const writing = fifo.openWriter();
    const running = runWith(fifo.descriptor, given);
    await running.says(notice);
    running.child.kill('SIGTERM');
    expect((await running.ended).exitCode).toBe(143);
    await (await writing).close();
    fifo.closeOwn();
  });
});

describe('a socket on stdin', () => {
  it('that is reset in the middle sends nothing, with exit code 2 and no talk of a bug', async () => {
    const before = server.bodies.length;
    const listening = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const writer = connect((listening.address() as AddressInfo).port, '127.0.0.1');
    const reader = await new Promise<Socket>((resolve) => listening.once('connection', resolve));
    const child = watched(spawn(process.execPath, [bin, ...ask], { env: env(), stdio: [reader, 'ignore', 'pipe'] }));
    let stderr = '';
    const ended = new Promise((resolve) => child.on('close', resolve));
    writer.write('half of');
    await new Promise<void>((resolve) => child.stderr.on('data', (part: Buffer) => {
      stderr += String(part);
      if (stderr.includes('7 bytes')) writer.resetAndDestroy();
      resolve();
    }));
    expect(await ended).toBe(2);
    expect(stderr).toMatch(/stdin cannot be read to its end: ECONNRESET\. Nothing was sent/);
    expect(server.bodies).toHaveLength(before);
    reader.destroy();
    listening.close();
  });
});

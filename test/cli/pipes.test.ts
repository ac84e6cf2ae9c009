import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';
import { serveHttp } from '../transport/loopback.js';

const folder = mkdtempSync(join(tmpdir(), 'uada-pipes-'));

type Shell = { readonly stdout: string; readonly stderr: string };

const inShell = (script: string, env: Record<string, string>): Promise<Shell> =>
  new Promise((resolve, reject) => {
    watched(execFile('bash', ['-c', script], { env: { ...env, NODE: process.execPath, UADA: bin }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${script}: ${stderr}`, { cause: error }));
    }));
  });

describe('a pipe', () => {
  it('whose reader leaves ends the run quietly with 0, and what came is in the history', async () => {
    const env = ownEnvironment();
    const { stdout, stderr } = await inShell('"$NODE" "$UADA" --mock=itl=20,tokens=200 hi </dev/null | head -n 1; echo "${PIPESTATUS[0]}"', env);
    expect(stdout).toBe('# A simulated answer\n0\n');
    expect(stderr).toBe('uada: The answer is simulated: --mock stands in for the provider.\n');
    const kept = JSON.parse((await runUada(['history', 'list', '--json'], { env })).stdout);
    expect(kept).toMatchObject({ finish_reason: null, text: expect.stringContaining('# A simulated answer') });
  });

  it('with a slow reader gets every byte of a long answer', async () => {
    const text = `${'0123456789abcdef'.repeat(40_000)}\n`;
    const path = join(folder, 'long.txt');
    writeFileSync(path, text);
    const { stdout } = await inShell(`"$NODE" "$UADA" --mock=text=@${path},chunk=1000 hi </dev/null | (sleep 1; cat)`, ownEnvironment());
    expect(stdout.length).toBe(text.length);
    expect(stdout === text).toBe(true);
  });

  it('that is closed from the beginning is no crash', async () => {
    const { stderr } = await inShell('"$NODE" "$UADA" --mock=text=hi hi </dev/null >&-; echo "code $?" >&2', ownEnvironment());
    expect(stderr).toMatch(/code 0\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** An answer without an end. */
const talkForEver = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content: 'more\n' }, finish_reason: null }] })}\n\n`;
  const timer = setInterval(() => response.write(event), 5);
  response.on('close', () => clearInterval(timer));
};

/** A server that answers without an end, when it was asked, and when its client left. */
const startTalking = async (): Promise<{ readonly url: string; readonly asked: Promise<void>; readonly left: Promise<void> }> => {
  let [begin, leave] = [(): void => undefined, (): void => undefined];
  const asked = new Promise<void>((resolve) => (begin = resolve));
  const left = new Promise<void>((resolve) => (leave = resolve));
  const url = await serveHttp((request, response) => {
    request.resume();
    talkForEver(response);
    begin();
    response.on('close', leave);
  });
  return { url, asked, left };
};

describe('the request of a run is given up at the server, too [T5] [T9]', () => {
  const words = ['-q', '-p', 'openai', '--no-cache', '--no-stdin', 'hi'];

  it('when the reader of the pipe leaves', async () => {
    const server = await startTalking();
    const { stdout } = await inShell(`"$NODE" "$UADA" ${words.join(' ')} | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`, ownEnvironment({ OPENAI_BASE_URL: server.url }));
    expect(stdout).toBe('0\n');
    await server.left;
  });

  it.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('when %s ends it', async (signal, code) => {
    const server = await startTalking();
    const child = watched(spawn(process.execPath, [bin, ...words], { env: ownEnvironment({ OPENAI_BASE_URL: server.url }), stdio: ['ignore', 'ignore', 'ignore'] }));
    const ended = new Promise((resolve) => child.on('close', resolve));
    await server.asked;
    child.kill(signal);
    expect(await ended).toBe(code);
    await server.left;
  });
});

it.runIf(existsSync('/dev/full'))('stdout on a full disk is said to be so, and the answer is in the history', async () => {
  const env = ownEnvironment();
  const { stderr } = await inShell('"$NODE" "$UADA" --mock=text=paid -q hi </dev/null >/dev/full; echo "code $?" >&2', env);
  expect(stderr).toMatch(/^uada: The output cannot be written \(ENOSPC: [^)]*\)\. Make room .*\ncode 2\n$/);
  expect(JSON.parse((await runUada(['history', 'show', '--json'], { env })).stdout)).toMatchObject({ text: 'paid' });
});

describe('a signal', () => {
  it.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const)('%s keeps what came and ends with %i', async (signal, code) => {
    const child = watched(spawn(process.execPath, [bin, '--mock=itl=50,tokens=400', 'hi'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += String(chunk);
      if (stdout.length > 20) child.kill(signal);
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(exitCode).toBe(code);
    expect('# A simulated answer\n\nNo model was asked: uada\'s built-in'.startsWith(stdout.slice(0, 40))).toBe(true);
    expect(stderr).toMatch(/uada: Stopped\.\n$/);
  });
});

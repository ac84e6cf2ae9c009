import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { watched } from '../helpers/watch-leaks.js';

const folder = mkdtempSync(join(tmpdir(), 'uada-cli-'));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const answer = 'Grün 🙂 — an answer.\nWith two lines.';
const answerFile = file('answer.txt', answer);
const mock = `--mock=text=@${answerFile}`;
const providers = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'];

describe('complete', () => {
  it.each(providers)('%s: streams the answer byte for byte into a pipe and says on stderr that it is simulated', async (provider) => {
    const run = await runUada(['complete', mock, '-p', provider, 'hi']);
    expect(run).toMatchObject({ exitCode: 0, stdout: answer });
    expect(run.stderr).toBe('uada: The answer is simulated: --mock stands in for the provider.\n');
  });

  it.each(providers)('%s: gives the same answer without streaming', async (provider) => {
    expect(await runUada([mock, '-S', '-p', provider, 'hi'])).toMatchObject({ exitCode: 0, stdout: answer });
  });

  it('is the default command, and takes several words as one prompt', async () => {
    const run = await runUada(['--mock', '--json', 'explain', 'this']);
    expect(JSON.parse(run.stdout).text).toContain('explain this');
  });

  it('answers with one JSON object in which unknown is null', async () => {
    const run = await runUada([`${mock},reasoning=3`, '--json', '-p', 'groq', 'hi']);
    expect(JSON.parse(run.stdout)).toEqual({
      id: expect.stringMatching(/^chatcmpl-/), provider: 'groq', model: 'openai/gpt-oss-120b', text: answer,
      reasoning: expect.any(String), finish_reason: 'stop',
      usage: { input_tokens: 1, output_tokens: expect.any(Number), reasoning_tokens: 3, cached_input_tokens: 0 },
      cost_usd: 0, cached: false, cache: { key: expect.stringMatching(/^[0-9a-f]{64}$/), age_ms: null },
      timing: { connect_ms: expect.any(Number), ttft_ms: expect.any(Number), total_ms: expect.any(Number) },
      attempts: 1, request_id: expect.any(String), error: null,
    });
  });

  it('streams one event a line as NDJSON', async () => {
    const run = await runUada([mock, '--format', 'ndjson', '-p', 'anthropic', 'hi']);
    const lines = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines.map((line) => line.type).filter((type, index, all) => type !== all[index - 1])).toEqual(['start', 'text', 'usage', 'end']);
    expect(lines.filter((line) => line.type === 'text').map((line) => line.text).join('')).toBe(answer);
    expect(lines[0]).toMatchObject({ provider: 'anthropic', cached: false });
  });

  it('prints usage on stderr with -u and nothing there with -q', async () => {
    expect((await runUada([mock, '-u', '-p', 'cohere', 'hi'])).stderr).toMatch(/cohere\/command-a-plus-05-2026 · first token .* tokens · \$0\n$/);
  });

  it('says with --verbose who is asked, where, and under which key', async () => {
    expect((await runUada([mock, '--verbose', '-p', 'groq', 'hi'])).stderr).toMatch(/asking groq\/openai\/gpt-oss-120b at the simulator .*, cache key [0-9a-f]{12}….*\n.*groq\/openai\/gpt-oss-120b · first token/s);
  });

  it('sends the first bytes while the model still works', async () => {
    const child = watched(spawn(process.execPath, [bin, 'complete', '--mock=itl=150,tokens=12', '-p', 'openai', 'hi'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] }));
    const chunks: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
    await new Promise((resolve) => child.on('close', resolve));
    // The simulator needs 1.6 s for the rest: bytes that waited for the end would have come as one piece.
    expect(chunks.length).toBeGreaterThan(3);
  });

  it('keeps what is not the first code block out with -x', async () => {
    const code = file('code.md', 'Do this:\n```sh\nls -l\n```\nand then rest.');
    expect((await runUada([`--mock=text=@${code}`, '-x', 'hi'])).stdout).toBe('ls -l\n');
  });

  it('writes into a file with -o and leaves an older one alone when the request fails', async () => {
    const path = join(folder, 'out.txt');
    expect(await runUada([mock, '-o', path, 'hi'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(readFileSync(path, 'utf8')).toBe(answer);
    expect((await runUada(['--mock=fault=500', '-o', path, '--no-cache', 'hi'])).exitCode).toBe(5);
    expect(readFileSync(path, 'utf8')).toBe(answer);
  });
});

describe('the cache', () => {
  it('answers the second time without a simulator, and says so in JSON', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    const first = await runUada([mock, '--json', 'hi'], { env: { HOME: home } });
    const second = await runUada([mock, '--json', 'hi'], { env: { HOME: home } });
    expect(second.stderr).toBe('uada: The answer is simulated: --mock stands in for the provider.\n');
    expect(JSON.parse(second.stdout)).toMatchObject({ text: answer, cached: true, attempts: 0, cost_usd: 0, cache: { age_ms: expect.any(Number), key: JSON.parse(first.stdout).cache.key } });
    expect(statSync(join(home, '.local/share/uada')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, '.local/share/uada/cache.db')).mode & 0o777).toBe(0o600);
  });

  it('is left alone by --no-cache, renewed by --refresh, and asked alone by --cache-only', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    const ask = async (...words: readonly string[]) => JSON.parse((await runUada([mock, '--json', ...words, 'hi'], { env: { HOME: home } })).stdout);
    expect(await ask('--cache-only')).toMatchObject({ error: { kind: 'cache_miss' } });
    expect(await ask('--cache-only', '--refresh')).toMatchObject({ error: { kind: 'cache_miss' } });
    await ask('--no-cache');
    expect(existsSync(join(home, '.local/share/uada/cache.db'))).toBe(true);
    expect(await ask('--cache-only')).toMatchObject({ error: { kind: 'cache_miss' } });
    expect(await ask()).toMatchObject({ cached: false });
    expect(await ask('--refresh')).toMatchObject({ cached: false });
    expect(await ask('--cache-only')).toMatchObject({ cached: true });
  });

  it('sends identical requests of several processes out once', async () => {
    const simulator = await useSimulator('ttft=400,text=shared');
    const env = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')), ...simulator.environment };
    const runs = await Promise.all(Array.from({ length: 6 }, () => runUada(['-p', 'openai', '--json', 'same'], { env })));
    const answers = runs.map((run) => JSON.parse(run.stdout));
    expect(answers.map(({ text }) => text)).toEqual(Array(6).fill('shared'));
    expect(answers.filter(({ cached }) => !cached)).toHaveLength(1);
  });

  it('keeps simulated answers apart from real ones and from those of other options', async () => {
    const simulator = await useSimulator('text=real');
    const env = { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')), ...simulator.environment };
    expect((await runUada(['-p', 'openai', 'hi'], { env })).stdout).toBe('real');
    expect((await runUada([mock, '-p', 'openai', 'hi'], { env })).stdout).toBe(answer);
    expect((await runUada(['--mock=text=other', '-p', 'openai', 'hi'], { env })).stdout).toBe('other');
    expect((await runUada(['-p', 'openai', 'hi'], { env })).stdout).toBe('real');
  });
});

describe('the prompt', () => {
  const sent = async (words: readonly string[], stdin?: string | Buffer): Promise<string> => {
    const run = await runUada(['complete', '--mock', '-p', 'openai', '--dry-run', '--json', ...words], stdin === undefined ? {} : { stdin });
    return JSON.parse(run.stdout).body.messages.at(-1).content;
  };

  it('is stdin, byte for byte, when there is no argument', async () => {
    expect(await sent([], '  what is\n\tthis?\n\n')).toBe('  what is\n\tthis?\n\n');
  });

  it('puts stdin and files before the instruction, each in a block', async () => {
    const path = file('notes.md', 'notes');
    expect(await sent(['-f', path, 'compare'], 'piped\n')).toBe(`<document name="stdin">\npiped\n</document>\n\n<document name="${path}">\nnotes\n</document>\n\ncompare`);
  });

  it('reads stdin in its place with "-" and "-f -"', async () => {
    expect(await sent(['-', 'compare'], 'a')).toContain('<document name="stdin">\na\n');
    expect(await sent(['-f', '-', 'compare'], 'a')).toContain('<document name="stdin">\na\n');
  });

  it('is not read from stdin with --no-stdin', async () => {
    expect(await sent(['--no-stdin', 'hi'], 'ignored')).toBe('hi');
  });

  it('goes on without an open pipe that stays silent, and says so', async () => {
    const child = watched(spawn(process.execPath, [bin, mock, '--stdin-wait', '200ms', 'hi'], { env: ownEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] }));
    const out: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk: Buffer) => (out[name] += String(chunk)));
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(exitCode).toBe(0);
    expect(out.stdout).toBe(answer);
    expect(out.stderr).toContain('Nothing came on stdin within 0.2 s, going on without it');
  });

  it('carries images, told by their content', async () => {
    const png = file('picture.txt', Buffer.from('89504e470d0a1a0a00000000', 'hex'));
    expect(await sent(['-f', png, 'what?'])).toEqual([{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoAAAAA' } }, { type: 'text', text: 'what?' }]);
  });

  it('goes out with every parameter', async () => {
    const run = await runUada(['--mock', '-p', 'openai', '--dry-run', '--json', '-s', 'terse', '--temperature', '0.5', '--top-p', '0.9',
      '--max-tokens', '50', '--stop', 'END', '--stop', 'X', '--seed', '7', '--reasoning', 'low', '--schema', '{"type":"object"}', 'hi']);
    const plan = JSON.parse(run.stdout);
    expect(Object.keys(plan)).toEqual(['dry_run', 'provider', 'model', 'method', 'url', 'headers', 'body', 'cache_key']);
    expect(plan.body).toMatchObject({
      messages: [{ role: 'system', content: 'terse' }, { role: 'user', content: 'hi' }],
      temperature: 0.5, top_p: 0.9, max_completion_tokens: 50, stop: ['END', 'X'], seed: 7, reasoning_effort: 'low', stream: true,
    });
  });
});

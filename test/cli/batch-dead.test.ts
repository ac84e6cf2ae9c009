import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import { refuse, useScriptedServer } from '../helpers/scripted-server.js';
import { watched } from '../helpers/watch-leaks.js';

describe('batch at a provider that answers nothing', () => {
  it('sends 1,000 prompts at most 1,100 times, as its server counts them', async () => {
    const server = await useScriptedServer(refuse(429, { 'retry-after-ms': '1' }));
    const cwd = mkdtempSync(join(tmpdir(), 'uada-dead-'));
    writeFileSync(join(cwd, 'in.jsonl'), Array.from({ length: 1000 }, (_, index) => `"prompt ${index}"\n`).join(''));
    const env = { OPENAI_BASE_URL: server.url };
    const { exitCode } = await runUada(['batch', 'in.jsonl', '-o', 'out.jsonl', '-c', '16', '-m', 'openai/gpt-5-mini'], { cwd, env });
    const rows = readFileSync(join(cwd, 'out.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly attempts: number });
    expect([exitCode, rows.length]).toEqual([4, 1000]);
    expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(server.bodies.length);
    expect(server.bodies.length).toBeGreaterThan(1000);
    expect(server.bodies.length).toBeLessThanOrEqual(1100);
  }, 60_000);

  it('waits with all its prompts for a provider that is down, without a warning of Node', async () => {
    const server = await useScriptedServer(refuse(503));
    const cwd = mkdtempSync(join(tmpdir(), 'uada-dead-'));
    writeFileSync(join(cwd, 'in.jsonl'), Array.from({ length: 60 }, (_, index) => `"prompt ${index}"\n`).join(''));
    const env = ownEnvironment({ OPENAI_BASE_URL: server.url });
    const child = watched(spawn(process.execPath, [bin, 'batch', 'in.jsonl', '-o', 'out.jsonl', '-c', '16', '--max-retries', '0', '-m', 'openai/gpt-5-mini'], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] }));
    let stderr = '';
    const ended = new Promise((resolve) => child.on('close', resolve));
    const waiting = new Promise<void>((resolve) => child.stderr.on('data', (part: Buffer) => {
      stderr += String(part);
      // A line of progress comes every few seconds: by then all who are not done wait.
      if (stderr.includes(' failed')) resolve();
    }));
    await waiting;
    child.kill('SIGINT');
    await ended;
    expect(stderr).not.toContain('MaxListeners');
    expect(server.bodies.length).toBeLessThan(60);
  });
});

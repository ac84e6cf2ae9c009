import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Goal } from './goal.js';
import { atMost, holds } from './goal.js';

const requests = 1000;
const events = 1000;

/** The most memory that a process had so far, in MB; undefined once it is gone. */
const peakMb = (pid: number): number | undefined => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
};

type Report = { readonly targets: readonly { readonly requests: { readonly ok: number } }[] };

/** The memory of the built `uada bench` over a million events, as Linux counts it. */
export const memory = async (baseUrl: string): Promise<readonly Goal[]> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-truth-'));
  const model = `openai/t?ttft=5&itl=2&n=${events}`;
  const child = spawn(process.execPath, ['bin/uada.js', 'bench', '-m', model, '-c', '32', '-n', String(requests), '--json', '--no-history'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: home, OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'stamped-key' }, stdio: ['ignore', 'pipe', 'ignore'],
  });
  let [peak, stdout] = [0, ''];
  const timer = setInterval(() => (peak = peakMb(child.pid ?? 0) ?? peak), 50);
  for await (const text of child.stdout) stdout += String(text);
  clearInterval(timer);
  rmSync(home, { recursive: true, force: true });
  const answered = (JSON.parse(stdout) as Report).targets[0]?.requests.ok ?? 0;
  return [
    holds('a run of 1,000,000 events is complete', `${answered} of ${requests} answers of ${events} events`, answered === requests),
    atMost('memory over 1,000,000 events, at its highest', peak, 250, 'MB'),
  ];
};

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

type Figures = { readonly p50: number | null; readonly p99: number | null };

/** What the proofs read in the object of `uada bench --json`. */
export type Report = {
  readonly client: { readonly workers: number };
  readonly targets: readonly [{
    readonly verdict: string;
    readonly requests: { readonly sent: number; readonly ok: number };
    readonly ttft_sched_ms: Figures;
    readonly chunk_gap_ms: Figures;
    readonly lag_ms: Figures;
  }];
};

export type Finished = { readonly exitCode: number | null; readonly report: Report };

export type BuiltBench = {
  /** Of the process that measures. */
  readonly pid: number;
  readonly finished: Promise<Finished>;
};

const readReport = async (child: ChildProcessByStdio<null, Readable, null>): Promise<Finished> => {
  const closed = once(child, 'close') as Promise<[number | null]>;
  let stdout = '';
  for await (const text of child.stdout) stdout += String(text);
  const [exitCode] = await closed;
  return { exitCode, report: JSON.parse(stdout) as Report };
};

/** Starts the built `uada bench` against a model of the stamping server, with a home of its own; behind `launcher`, where there is one. */
export const startBuiltBench = (baseUrl: string, script: string, words: readonly string[], launcher: readonly string[] = []): BuiltBench => {
  const home = mkdtempSync(join(tmpdir(), 'uada-truth-'));
  const [command, ...rest] = [...launcher, process.execPath, 'bin/uada.js', 'bench', '-m', `openai/t?${script}`, ...words, '--json', '-q', '--no-history'];
  const child = spawn(command, rest, {
    env: { PATH: process.env['PATH'] ?? '', HOME: home, OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'stamped-key' }, stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { pid: child.pid ?? 0, finished: readReport(child).finally(() => rmSync(home, { recursive: true, force: true })) };
};

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/app/io.js';
import { reportFailure } from '../../src/cli/report-failure.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { toStderrLine } from '../../src/cli/stderr-line.js';
import { canaryKeys } from '../helpers/canaries.js';
import { lookAt } from '../helpers/watch-leaks.js';

export type Ran = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type RunInsideOptions = {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => number;
};

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'uada-faults-'));

const collect = (): { readonly stream: Writable; text(): string } => {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString() };
};

/** One command line as the program runs it, without a process of its own. */
export const runInside = async (words: readonly string[], { home = newHome(), env = {}, now = Date.now }: RunInsideOptions = {}): Promise<Ran> => {
  const [stdout, stderr] = [collect(), collect()];
  const io: Io = {
    stdin: Readable.from([]), stdout: stdout.stream, stderr: stderr.stream, environment: { HOME: home, ...canaryKeys, ...env },
    platform: process.platform, signal: new AbortController().signal, now, monotonicMs: () => performance.now(),
    warn: (line) => void stderr.stream.write(toStderrLine(line)),
  };
  const exitCode = await runCommandLine(words, io, '0.0.0').then(() => 0, (error: unknown) => reportFailure(error, words, io, undefined));
  const ran = { exitCode, stdout: stdout.text(), stderr: stderr.text() };
  lookAt(`the output of ${words.join(' ')}`, Buffer.from(ran.stdout + ran.stderr));
  return ran;
};

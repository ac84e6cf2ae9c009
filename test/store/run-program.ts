import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string };
export type Running = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

/** Runs a built program with arguments, and as another user where `uid` is given. */
export const startProgram = (path: string, parameters: readonly string[], options: { readonly uid?: number } = {}): Running => {
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output.stderr += text; });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => { resolve({ code, signal, ...output }); });
  });
  return { child, ended };
};

export const runProgram = (path: string, parameters: readonly string[], options: { readonly uid?: number } = {}): Promise<Ended> =>
  startProgram(path, parameters, options).ended;

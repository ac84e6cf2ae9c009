import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from '../helpers/run-uada.js';

/** One run with everything of it that somebody else might see. */
export type Watched = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string; readonly argv: string };

/** The command lines of a process and of all that it started, as any user of the machine can read them (Linux). */
const commandLines = (pid: number): string => {
  const children = (id: number): readonly number[] => {
    try {
      return readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  };
  const read = (id: number): string => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'latin1');
    } catch {
      return '';
    }
  };
  return [read(pid), ...children(pid).map(commandLines)].join('\n');
};

/** Runs the built program and looks at its process tree as often as it can. */
export const watchUada = (words: readonly string[], env: Readonly<Record<string, string>>, stdin?: string): Promise<Watched> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...words], { env, stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '', argv: '' };
    for (const name of ['stdout', 'stderr'] as const) child[name]!.setEncoding('latin1').on('data', (text: string) => (texts[name] += text));
    const look = setInterval(() => {
      if (child.pid !== undefined && existsSync(`/proc/${child.pid}`)) texts.argv += commandLines(child.pid);
    }, 10);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(look);
      resolve({ exitCode, ...texts });
    });
    child.stdin?.on('error', () => undefined).end(stdin);
  });

/** Every file below a directory with its bytes as text, those of SQLite included. */
export const filesBelow = (directory: string): readonly (readonly [path: string, text: string])[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)).map((path) => [path, readFileSync(path, 'latin1')]);

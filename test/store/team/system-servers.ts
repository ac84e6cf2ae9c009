import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

const versionsOf = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).toSorted((first, second) => Number(second) - Number(first)) : [];

/** Debian keeps the programs of PostgreSQL out of the search path. */
const folders = [
  ...(process.env['PATH'] ?? '').split(':'), ...versionsOf('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
];

/** Where a program of the system is; undefined when it is not installed. */
export const findProgram = (name: string): string | undefined =>
  folders.map((folder) => join(folder, name)).find((path) => existsSync(path));

/** A suite that needs programs of the system: without them it says so and skips, or fails where UADA_TEST_NEED_SERVERS is set. */
export const describeWith = (programs: readonly string[], title: string, define: () => void): void => {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) {
    describe(title, define);
  } else if (process.env['UADA_TEST_NEED_SERVERS'] === undefined) {
    describe.skip(`${title} (skipped: ${missing.join(', ')} not installed)`, define);
  } else {
    describe(title, () => {
      it(`needs ${missing.join(', ')}`, () => {
        throw new Error(`Not installed: ${missing.join(', ')}.`);
      });
    });
  }
};

/** A port of loopback that nobody uses now. */
export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
});

const isListening = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.once('connect', () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when `isDone` does to true; throws after 15 seconds. */
export const until = async (isDone: () => Promise<boolean> | boolean): Promise<void> => {
  for (let tries = 0; !await isDone(); tries += 1) {
    if (tries > 300) throw new Error('It did not happen within 15 seconds.');
    await pause(50);
  }
};

export type Owner = { readonly uid?: number; readonly gid?: number };

export type Daemon = {
  /** Ends it without notice, as a crash would. */
  readonly kill: () => Promise<void>;
  /** Holds it where it is: connections stay, answers do not come. */
  readonly freeze: () => void;
  readonly thaw: () => void;
};

/** Starts a server of the system and waits until it listens. */
export const startDaemon = async (
  name: string, parameters: readonly string[], port: number, { killSignal = 'SIGKILL', ...owner }: Owner & { readonly killSignal?: NodeJS.Signals } = {},
): Promise<Daemon> => {
  const child: ChildProcess = spawn(findProgram(name) ?? name, parameters, { stdio: 'ignore', ...owner });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await until(() => isListening(port));
  return {
    kill: async () => { child.kill(killSignal); await ended; },
    freeze: () => { child.kill('SIGSTOP'); },
    thaw: () => { child.kill('SIGCONT'); },
  };
};

/** Runs a program of the system to its end and returns what it printed. Throws when it fails. */
export const runSystem = (
  name: string, parameters: readonly string[], { env, ...owner }: Owner & { readonly env?: Readonly<Record<string, string>> } = {},
): string => {
  const { status, stdout, stderr } = spawnSync(findProgram(name) ?? name, parameters, { encoding: 'utf8', env: { ...process.env, ...env }, ...owner });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return stdout;
};

export const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'uada-server-'));

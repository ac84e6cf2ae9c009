import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Environment } from './environment.js';
import type { Reading } from './reading.js';

/** The keychain of the operating system. No call hangs or throws; problems are worded to follow "the keychain". */
export type Keychain = {
  /** The key of a provider; undefined when there is none. */
  read(provider: string): Promise<Reading<string | undefined>>;
  /** Stores a key and reads it back. */
  write(provider: string, key: string): Promise<Reading<undefined>>;
  /** True when there was one. */
  remove(provider: string): Promise<Reading<boolean>>;
};

export type KeychainOptions = {
  readonly environment: Environment;
  /** @default 10000 for reading, since a person may have to unlock it first, and 2000 for the rest */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default `@napi-rs/keyring` beside this program */
  readonly modulePath?: string | undefined;
};

type Call = { readonly operation: 'read' | 'write' | 'remove'; readonly provider: string; readonly key?: string };

/**
 * What the child process runs. On Linux only the Secret Service counts: the kernel's keyring, which the package would
 * take in its place, forgets everything with the next start of the machine.
 */
const childProgram = `
const { modulePath, operation, provider, key } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const answer = (reading) => process.stdout.write(JSON.stringify(reading));
const act = (entry) => {
  if (operation === 'read') return { value: entry.getPassword() ?? undefined };
  if (operation === 'remove') return { value: entry.deletePassword() };
  entry.setPassword(key);
  return entry.getPassword() === key ? { value: undefined } : { problem: 'did not keep the key' };
};
try {
  const { Entry } = require(modulePath);
  answer(act(new Entry('uada', provider, { linux: { store: 'secret-service' } })));
} catch (error) {
  const isMissing = error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_DLOPEN_FAILED';
  answer({ problem: isMissing ? 'is not installed' : 'cannot be used here' });
}`;

const findModule = (): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve('@napi-rs/keyring');
  } catch {
    return undefined;
  }
};

const toReading = (output: string): Reading<unknown> => {
  try {
    const answer = JSON.parse(output) as { readonly value?: unknown; readonly problem?: unknown };
    return typeof answer.problem === 'string' ? { problem: answer.problem } : { value: answer.value };
  } catch {
    return { problem: 'cannot be used here' };
  }
};

/** In a process of its own, because a D-Bus without an answer blocks the whole process. The key goes through its stdin. */
const run = (call: Call, { environment, signal, modulePath = findModule(), timeoutMs }: KeychainOptions): Promise<Reading<unknown>> =>
  new Promise((resolve) => {
    if (modulePath === undefined) {
      resolve({ problem: 'is not installed' });
      return;
    }
    const timeout = timeoutMs ?? (call.operation === 'read' ? 10_000 : 2000);
    const child = execFile(process.execPath, ['-e', childProgram], { env: environment, timeout, killSignal: 'SIGKILL', signal, windowsHide: true }, (error, output) => {
      if (error?.killed === true) resolve({ problem: `did not answer within ${timeout / 1000} s` });
      else resolve(error === null ? toReading(output) : { problem: 'cannot be used here' });
    });
    child.stdin?.on('error', () => undefined).end(JSON.stringify({ ...call, modulePath }));
  });

/** The keychain through `@napi-rs/keyring`, which need not be installed: macOS, Windows, and the Secret Service of Linux. */
export const createKeychain = (options: KeychainOptions): Keychain => ({
  read: async (provider) => {
    const reading = await run({ operation: 'read', provider }, options);
    return 'problem' in reading ? reading : { value: typeof reading.value === 'string' ? reading.value : undefined };
  },
  write: async (provider, key) => {
    const reading = await run({ operation: 'write', provider, key }, options);
    return 'problem' in reading ? reading : { value: undefined };
  },
  remove: async (provider) => {
    const reading = await run({ operation: 'remove', provider }, options);
    return 'problem' in reading ? reading : { value: reading.value === true };
  },
});

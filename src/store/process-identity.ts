import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Tells processes apart, also on other machines and after the system has given a number out again. */
export type ProcessIdentity = {
  readonly pid: number;
  /** The machine and process table in which `pid` counts. */
  readonly scope: string;
  /** When the process began, in the system's own units; '' where that cannot be read. */
  readonly startToken: string;
};

const orEmpty = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

// The 22nd field of /proc/PID/stat; the second is the program's name, which may hold spaces and brackets.
const startTokenOf = (pid: number): string => orEmpty(() => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
});

let own: ProcessIdentity | undefined;

/** That of this process, read once. */
export const ownIdentity = (): ProcessIdentity => (own ??= {
  pid: process.pid,
  scope: `${orEmpty(hostname)} ${orEmpty(() => readlinkSync('/proc/self/ns/pid'))}`,
  startToken: startTokenOf(process.pid),
});

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
};

/** True when `other` has certainly ended; false when it runs or cannot be judged from here. */
export const hasEnded = (other: ProcessIdentity, self: ProcessIdentity): boolean => {
  if (other.scope !== self.scope) return false;
  if (other.pid <= 0 || !isRunning(other.pid)) return true;
  const startToken = startTokenOf(other.pid);
  return startToken !== '' && other.startToken !== '' && startToken !== other.startToken;
};

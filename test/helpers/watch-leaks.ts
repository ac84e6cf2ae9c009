import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { aroundCanary, holdsCanary, longestForm } from './canaries.js';

const leaks: string[] = [];

/** Where parts of a key were seen since the last question. test/setup.ts asks after every test. */
export const takeLeaks = (): readonly string[] => leaks.splice(0);

/** Remembers that a key was seen, if one is in these bytes. */
export const lookAt = (where: string, bytes: Buffer): void => {
  if (holdsCanary(bytes)) leaks.push(`${where}: ${aroundCanary(bytes)}`);
};

/** The same for bytes that come in pieces. */
export const createLook = (where: string): ((piece: Buffer) => void) => {
  let tail: Buffer = Buffer.alloc(0);
  return (piece) => {
    const seen = Buffer.concat([tail, piece]);
    lookAt(where, seen);
    tail = seen.subarray(-longestForm + 1);
  };
};

/** Looks at what comes out of a stream before its reader does. Listening would make a stream flow that the test reads slowly. */
const watchStream = (where: string, stream: Readable): void => {
  const look = createLook(where);
  const push = stream.push.bind(stream);
  stream.push = (piece: unknown, encoding?: BufferEncoding) => {
    if (piece instanceof Uint8Array) look(Buffer.from(piece));
    return push(piece, encoding);
  };
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

const lookAtCommandLines = (what: string, pid: number): void => {
  lookAt(`the command line of ${what}`, Buffer.from(read(`/proc/${pid}/cmdline`), 'latin1'));
  for (const child of read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)) lookAtCommandLines(`a child of ${what}`, Number(child));
};

/** Looks at the command lines of a process and of all that it starts, as any user of a Linux machine can, until `stop` is called. */
export const watchCommandLines = (what: string, pid: number): { readonly stop: () => void } => {
  const timer = setInterval(() => lookAtCommandLines(what, pid), 20);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};

/** Watches all that others can see of a process that has the keys: its output, its command line, and those of its children. */
export const watched = <Child extends ChildProcess>(child: Child): Child => {
  const what = child.spawnargs.slice(1).join(' ').slice(0, 200);
  if (child.stdout !== null) watchStream(`stdout of ${what}`, child.stdout);
  if (child.stderr !== null) watchStream(`stderr of ${what}`, child.stderr);
  if (child.pid !== undefined) child.once('exit', watchCommandLines(what, child.pid).stop);
  return child;
};

import { fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { UadaError } from '../../core/errors.js';
import { largestInputBytes, tooLarge } from './decode-input.js';

/** What stdin is connected to, as far as reading it goes. */
export type StdinKind = 'none' | 'file' | 'pipe';

/** `none` for a terminal, /dev/null and a closed descriptor: reading them would hang or give nothing. */
export const stdinKindOf = (descriptor = 0): StdinKind => {
  try {
    const status = fstatSync(descriptor);
    if (status.isFile()) return 'file';
    return status.isFIFO() || status.isSocket() ? 'pipe' : 'none';
  } catch {
    return 'none';
  }
};

/** How badly stdin is wanted: it is the prompt, it was named with `-`, or it only may come with a prompt. */
export type StdinNeed = 'prompt' | 'named' | 'optional';

export type StdinOptions = {
  /** Opens the stream; called only when it is going to be read. */
  readonly open: () => Readable;
  readonly kind: StdinKind;
  readonly need: StdinNeed;
  /** How long an open pipe without data is waited for when there is a prompt. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
};

/** After this long without a first byte a person wants to know what is going on. */
const noticeMs = 1000;

const waitNotice = (options: StdinOptions): string =>
  options.need === 'optional'
    ? `Waiting up to ${options.waitMs / 1000} s for input on stdin; --no-stdin goes on without it.`
    : 'Waiting for the prompt on stdin; end it with Ctrl-D, or give the prompt as an argument.';

/** True once there is something to read or the input has ended; false when the wait is over first. */
const waitForFirstByte = (stdin: Readable, options: StdinOptions): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const timers: NodeJS.Timeout[] = [];
    const settle = (run: () => void): void => {
      timers.forEach(clearTimeout);
      stdin.off('readable', onReadable).off('end', onReadable).off('error', onReadable);
      signal.removeEventListener('abort', onAbort);
      run();
    };
    const onReadable = (): void => settle(() => resolve(true));
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    stdin.on('readable', onReadable).on('end', onReadable).on('error', onReadable);
    signal.addEventListener('abort', onAbort);
    if (options.need !== 'optional' || options.waitMs > noticeMs) timers.push(setTimeout(() => options.warn(waitNotice(options)), noticeMs));
    if (options.need === 'optional') timers.push(setTimeout(() => settle(() => resolve(false)), options.waitMs));
  });

const readToEnd = async (stdin: Readable, signal: AbortSignal): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = (): void => void stdin.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largestInputBytes) throw tooLarge('stdin');
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
};

/**
 * Everything on stdin, or undefined when there is none to read. Piped data is never dropped silently: once
 * the first byte has come it is read to its end, and giving up on a silent pipe is said on stderr.
 */
export const readStdin = async (options: StdinOptions): Promise<Buffer | undefined> => {
  if (options.kind === 'none') {
    if (options.need === 'named') throw new UadaError('usage', 'There is nothing to read on stdin.', { hint: 'Pipe something in, or leave out the `-`.' });
    return undefined;
  }
  const stdin = options.open();
  if (options.kind === 'pipe' && !(await waitForFirstByte(stdin, options))) {
    options.warn(`Nothing came on stdin within ${options.waitMs / 1000} s, going on without it; --stdin-wait waits longer.`);
    stdin.destroy();
    return undefined;
  }
  const bytes = await readToEnd(stdin, options.signal);
  if (bytes.length === 0 && options.need === 'named') throw new UadaError('usage', 'stdin is empty.', { hint: 'The command before the pipe printed nothing.' });
  return bytes.length === 0 ? undefined : bytes;
};

import { createByteBuffer } from './byte-buffer.js';
import { defaultMaxEventBytes, tooLongError, type Framer, type FramerOptions, type Payload } from './framer.js';

const quote = 0x22;
const backslash = 0x5c;
const openers: ReadonlySet<number | undefined> = new Set([0x5b, 0x7b]);
const closers: ReadonlySet<number | undefined> = new Set([0x5d, 0x7d]);

/**
 * The objects of one streamed JSON array, each as soon as its last brace is there (Gemini without `alt=sse`).
 * An object that the end of the body cuts off is dropped.
 */
export const createJsonArrayFramer = ({ maxEventBytes = defaultMaxEventBytes }: FramerOptions = {}): Framer => {
  const rest = createByteBuffer();
  const track = createDepthTracker();

  const hold = (bytes: Uint8Array): void => {
    rest.append(bytes);
    if (rest.length() > maxEventBytes) throw tooLongError('array element', maxEventBytes);
  };

  const take = (last: Uint8Array): Payload => {
    if (rest.length() + last.length > maxEventBytes) throw tooLongError('array element', maxEventBytes);
    return { data: rest.takeText(last) };
  };

  const push = (bytes: Uint8Array): readonly Payload[] => {
    const payloads: Payload[] = [];
    let start = track.isInElement() ? 0 : -1;
    for (let index = 0; index < bytes.length; index += 1) {
      const step = track.next(bytes[index]);
      if (step === 'opened') start = index;
      if (step !== 'closed') continue;
      payloads.push(take(bytes.subarray(start, index + 1)));
      start = -1;
    }
    if (start !== -1) hold(bytes.subarray(start));
    return payloads;
  };

  return { push, finish: () => [] };
};

type DepthTracker = {
  isInElement(): boolean;
  /** What a byte does: begins an element of the outer array, ends one, or neither. */
  next(byte: number | undefined): 'opened' | 'closed' | undefined;
};

const createDepthTracker = (): DepthTracker => {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isDone = false;

  const nextInString = (byte: number | undefined): void => {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) isInString = false;
  };

  const close = (): 'closed' | undefined => {
    depth -= 1;
    isDone = depth === 0;
    return depth === 1 ? 'closed' : undefined;
  };

  return {
    isInElement: () => depth > 1,
    next: (byte) => {
      if (isDone) return undefined;
      if (isInString) nextInString(byte);
      else if (byte === quote) isInString = depth > 0;
      else if (openers.has(byte)) return (depth += 1) === 2 ? 'opened' : undefined;
      else if (closers.has(byte) && depth > 0) return close();
      return undefined;
    },
  };
};

import { defaultMaxEventBytes, tooLongError, type Framer, type FramerOptions, type Payload } from './framer.js';
import { createLineCutter } from './line-cutter.js';

/**
 * Server-sent events as the WHATWG HTML standard parses them, with two additions: the last event counts
 * without its blank line, and a bare JSON block between events is a payload, because Google sends errors so.
 */
export const createSseFramer = ({ maxEventBytes = defaultMaxEventBytes }: FramerOptions = {}): Framer => {
  const cutter = createLineCutter({ endings: 'any', maxLineBytes: maxEventBytes });
  const block = createBlock(maxEventBytes);

  const read = (line: string, payloads: Payload[]): void => {
    if (line === '' || (block.isBareJson() && isField(line))) {
      const payload = block.take();
      if (payload !== undefined) payloads.push(payload);
    }
    if (line !== '') block.add(line);
  };

  return {
    push: (bytes) => {
      const payloads: Payload[] = [];
      for (const line of cutter.push(bytes)) read(line, payloads);
      return payloads;
    },
    finish: () => {
      const payloads: Payload[] = [];
      read(cutter.finish(), payloads);
      read('', payloads);
      return payloads;
    },
  };
};

type Block = {
  /** True while the block is JSON without field names. */
  isBareJson(): boolean;
  add(line: string): void;
  /** The payload of the lines so far, or undefined when they held no data. */
  take(): Payload | undefined;
};

const createBlock = (maxEventBytes: number): Block => {
  let lines: string[] = [];
  let event = '';
  let isBareJson = false;
  let byteCount = 0;

  const addData = (line: string): void => {
    lines.push(line);
    // A single line is known to be short enough; most events have just one.
    if (lines.length === 1) return;
    if (lines.length === 2) byteCount = Buffer.byteLength(lines[0] ?? '');
    byteCount += Buffer.byteLength(line) + 1;
    if (byteCount > maxEventBytes) throw tooLongError('event', maxEventBytes);
  };

  const addField = (name: string, value: string): void => {
    if (name === 'data') addData(value);
    if (name === 'event') event = value;
  };

  return {
    isBareJson: () => isBareJson,
    add: (line) => {
      if (line.startsWith(':')) return;
      if (lines.length === 0 && event === '') isBareJson = /^[[{]/.test(line);
      if (isBareJson) addData(line);
      else addField(...splitField(line));
    },
    take: () => {
      const data = lines.join('\n');
      const payload = data === '' ? undefined : { ...(event === '' ? {} : { event }), data };
      lines = [];
      event = '';
      isBareJson = false;
      return payload;
    },
  };
};

const isField = (line: string): boolean => /^(?:data|event|id|retry)(?::|$)/.test(line);

const splitField = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)];
};

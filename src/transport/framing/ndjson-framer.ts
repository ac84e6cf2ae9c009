import { defaultMaxEventBytes, type Framer, type FramerOptions, type Payload } from './framer.js';
import { createLineCutter } from './line-cutter.js';

/** One payload for each line that is not blank, the last one also without its line end. */
export const createNdjsonFramer = ({ maxEventBytes = defaultMaxEventBytes }: FramerOptions = {}): Framer => {
  const cutter = createLineCutter({ endings: 'lf', maxLineBytes: maxEventBytes });
  return {
    push: (bytes) => cutter.push(bytes).flatMap(toPayloads),
    finish: () => toPayloads(cutter.finish()),
  };
};

const toPayloads = (line: string): readonly Payload[] => {
  const data = line.trim();
  return data === '' ? [] : [{ data }];
};

import type { CodeBlockFilter } from './first-code-block.js';
import type { Presenter } from './report.js';
import type { Writer } from './writer.js';

export type PlainOptions = {
  readonly out: Writer;
  /** Where reasoning goes; undefined leaves it out. */
  readonly reasoning?: Writer | undefined;
  /** Only the first fenced block of the answer. */
  readonly code?: CodeBlockFilter | undefined;
  /** A terminal wants its prompt on a line of its own; a pipe gets the bytes as they came. */
  readonly endsLine: boolean;
};

/** Text as it comes, nothing added but the line end a terminal needs. */
export const createPlainPresenter = ({ out, reasoning, code, endsLine }: PlainOptions): Presenter => {
  let last = '\n';
  let lastReasoning = '\n';
  const show = async (text: string): Promise<void> => {
    if (text === '') return;
    last = text.at(-1) ?? last;
    await out.write(text);
  };
  const endReasoning = async (): Promise<void> => {
    if (lastReasoning !== '\n') await reasoning?.write('\n');
    lastReasoning = '\n';
  };
  const endText = async (): Promise<void> => {
    await endReasoning();
    await show(code?.finish() ?? '');
    if (endsLine && last !== '\n') await out.write('\n');
  };
  return {
    push: async (event) => {
      if (event.type === 'text') {
        await endReasoning();
        await show(code === undefined ? event.text : code.push(event.text));
      } else if (event.type === 'reasoning' && reasoning !== undefined) {
        lastReasoning = event.text.at(-1) ?? lastReasoning;
        await reasoning.write(event.text);
      }
    },
    end: endText,
    fail: endText,
  };
};

import type { CodeBlockFilter } from './first-code-block.js';
import type { Presenter } from './report.js';
import type { Sanitiser } from './sanitiser.js';
import type { Writer } from './writer.js';

export type PlainOptions = {
  readonly out: Writer;
  /** Where reasoning goes; undefined leaves it out. */
  readonly reasoning?: Writer | undefined;
  /** Only the first fenced block of the answer. */
  readonly code?: CodeBlockFilter | undefined;
  /** Filters for a terminal; a pipe gets the bytes as they came. */
  readonly sanitisers?: { readonly text?: Sanitiser | undefined; readonly reasoning?: Sanitiser | undefined } | undefined;
  /** A terminal wants its prompt on a line of its own. */
  readonly endsLine: boolean;
};

/** Text as it comes, nothing added but the line end a terminal needs. */
export const createPlainPresenter = ({ out, reasoning, code, sanitisers = {}, endsLine }: PlainOptions): Presenter => {
  let last = '\n';
  let lastReasoning = '\n';
  const write = async (text: string): Promise<void> => {
    if (text === '') return;
    last = text.at(-1) ?? last;
    await out.write(text);
  };
  const show = (text: string): Promise<void> => write(sanitisers.text?.push(text) ?? text);
  const think = async (text: string): Promise<void> => {
    lastReasoning = text.at(-1) ?? lastReasoning;
    await reasoning?.write(text);
  };
  const endReasoning = async (): Promise<void> => {
    await think(sanitisers.reasoning?.finish() ?? '');
    if (lastReasoning !== '\n') await reasoning?.write('\n');
    lastReasoning = '\n';
  };
  const endText = async (): Promise<void> => {
    await endReasoning();
    await show(code?.finish() ?? '');
    await write(sanitisers.text?.finish() ?? '');
    if (endsLine && last !== '\n') await out.write('\n');
  };
  return {
    push: async (event) => {
      if (event.type === 'text') {
        await endReasoning();
        await show(code === undefined ? event.text : code.push(event.text));
      } else if (event.type === 'reasoning' && reasoning !== undefined) {
        await think(sanitisers.reasoning?.push(event.text) ?? event.text);
      }
    },
    end: endText,
    fail: endText,
  };
};

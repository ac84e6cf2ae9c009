import { createSanitiser } from '../../render/sanitiser.js';
import type { AnswerLines } from '../answer-lines.js';

/** Said where one of the two begins. */
const openings = { reasoning: 'Thinking.', text: 'Answer:' };

/**
 * An answer as it was written, in whole lines, and a sentence where thinking or the answer begins: for screen readers,
 * to whom bars and boxes are noise.
 */
export const createRawLines = ({ showReasoning }: { readonly showReasoning: boolean }): AnswerLines => {
  const sanitiser = createSanitiser();
  const lines: string[] = [];
  let rest = '';
  let kind: keyof typeof openings | undefined;

  const add = (text: string): void => {
    const [first = '', ...others] = text.split('\n');
    rest += first;
    for (const next of others) {
      lines.push(rest);
      rest = next;
    }
  };
  /** A control sequence that reasoning leaves open must not swallow the answer. */
  const endKind = (): void => {
    add(sanitiser.finish());
    if (rest !== '') add('\n');
  };
  const begin = (next: keyof typeof openings): void => {
    if (kind === next) return;
    endKind();
    kind = next;
    lines.push(openings[next]);
  };

  return {
    addReasoning: (text) => {
      begin('reasoning');
      if (showReasoning) add(sanitiser.push(text));
    },
    addText: (text) => {
      if (text === '') return;
      begin('text');
      add(sanitiser.push(text));
    },
    take: () => lines.splice(0),
    tail: () => [],
    settle: () => undefined,
    finish: endKind,
    reflow: () => undefined,
    thinkingTokens: () => 0,
  };
};

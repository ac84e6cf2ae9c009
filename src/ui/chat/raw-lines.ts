import { createSanitiser } from '../../render/sanitiser.js';
import type { AnswerLines } from '../answer-lines.js';

/** An answer as it was written, in whole lines: for screen readers, to whom bars and boxes are noise. */
export const createRawLines = ({ showReasoning }: { readonly showReasoning: boolean }): AnswerLines => {
  const sanitiser = createSanitiser();
  const lines: string[] = [];
  let rest = '';
  let isThinking = false;

  const add = (text: string): void => {
    const [first = '', ...others] = text.split('\n');
    rest += first;
    for (const next of others) {
      lines.push(rest);
      rest = next;
    }
  };
  const endLine = (): void => {
    if (rest !== '') add('\n');
  };

  return {
    addReasoning: (text) => {
      if (!showReasoning) return;
      isThinking = true;
      add(sanitiser.push(text));
    },
    addText: (text) => {
      if (isThinking) endLine();
      isThinking = false;
      add(sanitiser.push(text));
    },
    take: () => lines.splice(0),
    tail: () => [],
    settle: () => undefined,
    finish: () => {
      add(sanitiser.finish());
      endLine();
    },
    reflow: () => undefined,
    thinkingTokens: () => 0,
  };
};

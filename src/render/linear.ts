import type { Pause } from '../core/pause.js';
import type { AnswerReport, Presenter } from './report.js';
import { toUsageLine } from './usage-line.js';
import type { Writer } from './writer.js';

export type LinearOptions = {
  readonly out: Writer;
  /** Where words about the answer go. */
  readonly status: Writer;
  readonly showsReasoning: boolean;
};

/** What is waited for, as a sentence. */
export const toSpokenWait = (what: string, pause?: Pause): string =>
  `${what.charAt(0).toUpperCase()}${what.slice(1)}${pause === undefined ? '' : ` in ${Math.ceil(pause.forMs / 1000)} s: ${pause.why}`}.`;

/** What is known about an answer, as a sentence. */
export const toSpokenUsage = (report: AnswerReport, state = 'Done'): string =>
  `${state}: ${toUsageLine(report).replaceAll(' · ', ', ').replaceAll(' → ', ' tokens in, ')}.`;

/**
 * For screen readers: whole lines one after the other, never written again, and a sentence for every change of state.
 * No spinner, no colours, no box drawing.
 */
export const createLinearPresenter = ({ out, status, showsReasoning }: LinearOptions): Presenter => {
  let rest = '';
  let said = '';
  const say = async (sentence: string): Promise<void> => {
    if (sentence === said) return;
    said = sentence;
    await status.write(`${sentence}\n`);
  };
  const show = async (text: string): Promise<void> => {
    // Only the piece is looked through: a long line would be once for each of its words.
    const end = text.lastIndexOf('\n') + 1;
    const lines = end === 0 ? '' : rest + text.slice(0, end);
    rest = end === 0 ? rest + text : text.slice(end);
    if (lines !== '') await out.write(lines);
  };
  const endText = async (): Promise<void> => {
    if (rest !== '') await show('\n');
  };
  return {
    wait: (what, pause) => void say(toSpokenWait(what, pause)).catch(() => undefined),
    push: async (event) => {
      if (event.type === 'reasoning') {
        if (said === 'Answer:') await endText();
        await say('Thinking.');
        if (showsReasoning) await show(event.text);
      } else if (event.type === 'text' && event.text !== '') {
        if (said === 'Thinking.') await endText();
        await say('Answer:');
        await show(event.text);
      }
    },
    end: async (report) => {
      await endText();
      await say(toSpokenUsage(report));
    },
    fail: endText,
  };
};

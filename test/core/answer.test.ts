import { describe, expect, it } from 'vitest';
import { createAnswerRecorder } from '../../src/core/answer.js';

const recorded = (mostCharacters?: number): readonly [string, string | null] => {
  const recorder = createAnswerRecorder({ provider: 'p', model: 'm', monotonicMs: () => 0, ...(mostCharacters === undefined ? {} : { mostCharacters }) });
  recorder.push({ type: 'start', model: 'm' });
  recorder.push({ type: 'reasoning', text: 'Hmm.' });
  for (const text of ['one ', 'two ', 'three ', 'four']) recorder.push({ type: 'text', text });
  recorder.push({ type: 'end', finishReason: 'stop' });
  const { text, reasoning } = recorder.answer();
  return [text, reasoning];
};

describe('the recorder of an answer', () => {
  it.each([
    [undefined, 'one two three four'], [1000, 'one two three four'],
    // The piece that goes beyond is kept, so that whoever looks sees that it was too long.
    [8, 'one two '], [4, 'one '], [0, ''],
  ])('with room for %s characters keeps %j', (most, text) => {
    expect(recorded(most)).toEqual([text, 'Hmm.']);
  });
});

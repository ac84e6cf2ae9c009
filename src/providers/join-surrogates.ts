import type { ReasoningEvent, StreamEvent, TextEvent } from '../core/events.js';

type Delta = TextEvent | ReasoningEvent;

const isDelta = (event: StreamEvent): event is Delta => event.type === 'text' || event.type === 'reasoning';

/** What has no other half is no character and would not survive being written as UTF-8. */
const replaceLone = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

const highAtEnd = /[\ud800-\udbff]$/;

type Cut = { readonly whole: string; readonly half: string };

const cut = (text: string): Cut => {
  const half = highAtEnd.exec(text)?.[0] ?? '';
  return { whole: replaceLone(half === '' ? text : text.slice(0, -1)), half };
};

/**
 * The same events with no surrogate pair cut between two of them: models that write byte by byte send the halves of
 * an emoji in two deltas. A half that stays alone becomes U+FFFD.
 */
export async function* joinSurrogates(events: AsyncIterable<StreamEvent>): AsyncGenerator<StreamEvent> {
  let held: Delta | undefined;
  const release = (): readonly Delta[] => {
    const alone = held === undefined ? [] : [{ ...held, text: '\ufffd' }];
    held = undefined;
    return alone;
  };
  try {
    for await (const event of events) {
      if (!isDelta(event) || event.type !== held?.type) yield* release();
      if (!isDelta(event)) {
        yield event;
        continue;
      }
      const { whole, half } = cut((held?.text ?? '') + event.text);
      held = half === '' ? undefined : { ...event, text: half };
      if (whole !== '') yield { ...event, text: whole };
    }
  } catch (error) {
    yield* release();
    throw error;
  }
  yield* release();
}

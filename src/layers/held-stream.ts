import type { StreamEvent } from '../core/events.js';

/** A stream whose first events wait until there is something to see. */
export type HeldStream = {
  /** The events; those before the first visible one or the `end` come together with it. */
  readonly events: AsyncGenerator<StreamEvent, void>;
  /** True once a consumer got an event: from then on the request cannot be sent again unnoticed. */
  readonly isShown: boolean;
  /** True once text or reasoning was among the events. */
  readonly isVisible: boolean;
  /** The events that nobody got, for a failure that is passed on. They are handed out once. */
  release(): readonly StreamEvent[];
};

const isVisible = (event: StreamEvent): boolean => (event.type === 'text' || event.type === 'reasoning') && event.text !== '';

/**
 * Holds back the beginning of a stream, so that an attempt that fails before its first word leaves no trace; with
 * `isToEnd` all of it, where nobody watches an answer grow.
 */
export const holdBack = (source: AsyncIterable<StreamEvent>, isToEnd = false): HeldStream => {
  const held: StreamEvent[] = [];
  const state = { isShown: false, isVisible: false };
  const release = (): readonly StreamEvent[] => held.splice(0);
  async function* pass(): AsyncGenerator<StreamEvent, void> {
    for await (const event of source) {
      held.push(event);
      state.isVisible ||= isVisible(event);
      state.isShown ||= (state.isVisible && !isToEnd) || event.type === 'end';
      if (state.isShown) yield* release();
    }
    yield* release();
  }
  return {
    events: pass(),
    get isShown() {
      return state.isShown;
    },
    get isVisible() {
      return state.isVisible;
    },
    release,
  };
};

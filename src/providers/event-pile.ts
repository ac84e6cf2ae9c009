import type { ReasoningEvent, StreamEvent, TextEvent } from '../core/events.js';

/** Events of one answer, piled up until they are wanted. */
export type EventPile = {
  readonly add: (event: StreamEvent) => void;
  /** Those that came, neighbours of one kind in one event; the `start` says when the first token came. */
  readonly events: () => readonly StreamEvent[];
};

type Run = { readonly type: 'text' | 'reasoning'; readonly parts: string[] };

const toEvent = ({ type, parts }: Run): TextEvent | ReasoningEvent => ({ type, text: parts.join('') });

export const createEventPile = (nowMs: () => number): EventPile => {
  const pile: (Exclude<StreamEvent, TextEvent | ReasoningEvent> | Run)[] = [];
  let firstTokenAtMs: number | undefined;
  return {
    add: (event) => {
      if (event.type !== 'text' && event.type !== 'reasoning') {
        pile.push(event);
        return;
      }
      if (event.text !== '') firstTokenAtMs ??= nowMs();
      const last = pile.at(-1);
      if (last !== undefined && 'parts' in last && last.type === event.type) last.parts.push(event.text);
      else pile.push({ type: event.type, parts: [event.text] });
    },
    events: () => pile.map((entry) => {
      if ('parts' in entry) return toEvent(entry);
      return entry.type === 'start' && firstTokenAtMs !== undefined ? { ...entry, firstTokenAtMs } : entry;
    }),
  };
};

import type { FinishReason, RateLimit, StreamEvent } from './events.js';
import type { Usage } from './usage.js';
import { unknownUsage } from './usage.js';

/** Milliseconds of one answer, from the moment the request left; null where it cannot be told. */
export type AnswerTiming = {
  readonly connectMs: number | null;
  /** Time to first token: the first visible or reasoning text. */
  readonly ttftMs: number | null;
  readonly totalMs: number;
};

/** A whole answer, or what came of it, with everything that is known about it. Unknown is null. */
export type Answer = {
  readonly id: string | null;
  readonly provider: string;
  readonly model: string;
  readonly text: string;
  readonly reasoning: string | null;
  readonly finishReason: FinishReason | null;
  /** The vendor's own words for the stop, where they say more. */
  readonly detail: string | null;
  readonly usage: Usage;
  readonly cachedAgeMs: number | null;
  readonly timing: AnswerTiming;
  readonly requestId: string | null;
  readonly rateLimits: readonly RateLimit[];
};

export type AnswerRecorder = {
  /** Takes the next event of the stream. */
  push(event: StreamEvent): void;
  /** What is known by now; the total time counts up to this call or to the `end`. */
  answer(): Answer;
};

/** A larger answer is neither cached, nor held whole for the history. */
export const largestKeptAnswer = 16 * 1_024 * 1_024;

type RecorderOptions = {
  readonly provider: string;
  readonly model: string;
  /** Monotonic clock in milliseconds. */
  readonly monotonicMs: () => number;
  /** Text and reasoning are kept up to the piece that goes beyond this. @default Infinity */
  readonly mostCharacters?: number;
};

type Draft = { -readonly [Field in keyof Omit<Answer, 'text' | 'reasoning' | 'timing'>]: Answer[Field] };
type Times = { startMs: number; firstMs: number | null; endMs: number | null; connectMs: number | null };

const emptyDraft = ({ provider, model }: RecorderOptions): Draft => ({
  id: null, provider, model, finishReason: null, detail: null, usage: unknownUsage, cachedAgeMs: null, requestId: null, rateLimits: [],
});

/** Builds an `Answer` out of the events of a stream. Create it at the moment the request leaves. */
export const createAnswerRecorder = (options: RecorderOptions): AnswerRecorder => {
  const draft = emptyDraft(options);
  const texts: string[] = [];
  const reasonings: string[] = [];
  const times: Times = { startMs: options.monotonicMs(), firstMs: null, endMs: null, connectMs: null };
  let leftCharacters = options.mostCharacters ?? Infinity;
  return {
    push: (event) => {
      if (event.type === 'start') times.firstMs = event.firstTokenAtMs ?? null;
      if (event.type === 'text' || event.type === 'reasoning') times.firstMs ??= options.monotonicMs();
      if (event.type === 'end') times.endMs = options.monotonicMs();
      if (event.type === 'text' || event.type === 'reasoning') {
        if (leftCharacters >= 0) (event.type === 'text' ? texts : reasonings).push(event.text);
        leftCharacters -= event.text.length;
      } else {
        record(event, draft, times);
      }
    },
    answer: () => ({
      ...draft,
      text: texts.join(''),
      reasoning: reasonings.length === 0 ? null : reasonings.join(''),
      timing: {
        connectMs: times.connectMs,
        ttftMs: times.firstMs === null ? null : times.firstMs - times.startMs,
        totalMs: (times.endMs ?? options.monotonicMs()) - times.startMs,
      },
    }),
  };
};

const record = (event: Exclude<StreamEvent, { type: 'text' | 'reasoning' }>, draft: Draft, times: Times): void => {
  switch (event.type) {
    case 'start':
      draft.id = event.id ?? null;
      draft.model = event.model;
      draft.provider = event.provider ?? draft.provider;
      draft.requestId = event.requestId ?? null;
      draft.rateLimits = event.rateLimits ?? [];
      draft.cachedAgeMs = event.cachedAgeMs ?? null;
      times.connectMs = event.connectMs ?? null;
      break;
    case 'end':
      draft.finishReason = event.finishReason;
      draft.detail = event.detail ?? null;
      draft.usage = event.usage ?? unknownUsage;
      break;
  }
};

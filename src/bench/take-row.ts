import { UadaError } from '../core/errors.js';
import type { EndEvent, StreamEvent } from '../core/events.js';
import { unknownUsage } from '../core/usage.js';
import type { ErrorClass } from './error-class.js';
import { classifyError } from './error-class.js';
import type { BenchRow } from './row.js';
import type { BenchClock, BenchTarget, TimedAnswer } from './target.js';

/** The request to make. */
export type Call = Pick<BenchRow, 'index' | 'isWarmup' | 'schedMs' | 'readyMs'> & { readonly target: BenchTarget };

type Figures = {
  firstTokenMs: number | null;
  firstAnswerMs: number | null;
  lastTokenMs: number | null;
  readonly gapsMs: number[];
  eventCount: number;
  readCount: number;
  firstReadEvents: number;
  characters: number;
  firstReadCharacters: number;
  hasStreamedReasoning: boolean;
};

type Draft = { readonly figures: Figures; hasEvents: boolean; end: EndEvent | undefined };

const emptyDraft = (): Draft => ({
  figures: {
    firstTokenMs: null, firstAnswerMs: null, lastTokenMs: null, gapsMs: [], eventCount: 0, readCount: 0, firstReadEvents: 0,
    characters: 0, firstReadCharacters: 0, hasStreamedReasoning: false,
  },
  hasEvents: false, end: undefined,
});

const takeText = (figures: Figures, text: string, atMs: number): void => {
  if (figures.lastTokenMs !== null && atMs !== figures.lastTokenMs) figures.gapsMs.push(atMs - figures.lastTokenMs);
  if (atMs !== figures.lastTokenMs) figures.readCount += 1;
  figures.firstTokenMs ??= atMs;
  figures.lastTokenMs = atMs;
  figures.eventCount += 1;
  figures.characters += text.length;
  if (atMs !== figures.firstTokenMs) return;
  figures.firstReadEvents += 1;
  figures.firstReadCharacters += text.length;
};

const takeEvent = (draft: Draft, event: StreamEvent, atMs: number): void => {
  draft.hasEvents = true;
  if (event.type === 'end') draft.end = event;
  if ((event.type !== 'text' && event.type !== 'reasoning') || event.text === '') return;
  takeText(draft.figures, event.text, atMs);
  if (event.type === 'text') draft.figures.firstAnswerMs ??= atMs;
  else draft.figures.hasStreamedReasoning = true;
};

const classOfEnd = ({ end, figures: { eventCount } }: Draft): ErrorClass | null => {
  if (end === undefined) return 'truncated';
  if (eventCount > 0) return null;
  return end.finishReason === 'content_filter' ? 'filtered' : 'empty';
};

type Outcome = { readonly errorClass: ErrorClass | null; readonly error: UadaError | null };

const settle = async (draft: Draft, answer: TimedAnswer): Promise<Outcome> => {
  try {
    await answer.ended;
    return { errorClass: classOfEnd(draft), error: null };
  } catch (error) {
    if (!(error instanceof UadaError) || error.kind === 'bug') throw error;
    const { status, bodyBytes } = answer.stamps();
    return { errorClass: classifyError(error, { hasEvents: draft.hasEvents, hasBody: bodyBytes > 0, status }), error };
  }
};

/** Makes one request and says how it went. A failed request is a row like any other; only a bug throws. */
export const takeRow = async ({ target, ...call }: Call, clock: BenchClock, signal: AbortSignal): Promise<BenchRow> => {
  const startMs = clock.monotonicMs();
  const draft = emptyDraft();
  const answer = target.ask(call.index, signal, (event, atMs) => takeEvent(draft, event, atMs));
  const outcome = await settle(draft, answer);
  const { sentMs, connect, staleCount } = answer.stamps();
  return {
    ...call, ...draft.figures, ...outcome, target: target.name, startMs, sentMs, connect, staleCount,
    endMs: clock.monotonicMs(), usage: draft.end?.usage ?? unknownUsage,
  };
};

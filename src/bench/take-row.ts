import { UadaError } from '../core/errors.js';
import type { EndEvent, StreamEvent } from '../core/events.js';
import { unknownUsage } from '../core/usage.js';
import type { ErrorClass } from './error-class.js';
import { classifyError } from './error-class.js';
import type { BenchRow } from './row.js';
import type { BenchClock, BenchTarget, TransportStamps } from './target.js';

/** The request to make. */
export type Call = Pick<BenchRow, 'index' | 'isWarmup' | 'schedMs' | 'readyMs'> & { readonly target: BenchTarget };

type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** The row while it is filled. It has every property from the start, so that a run of a million keeps them in one shape. */
type Draft = { readonly row: Writable<Omit<BenchRow, 'gapsMs'>> & { readonly gapsMs: number[] }; hasEvents: boolean; end: EndEvent | undefined };

const createDraft = ({ target, index, isWarmup, schedMs, readyMs }: Call, startMs: number): Draft => ({
  row: {
    target: target.name, index, isWarmup, schedMs, readyMs, startMs, sentMs: null,
    firstTokenMs: null, firstAnswerMs: null, lastTokenMs: null, endMs: startMs, gapsMs: [], eventCount: 0, readCount: 0, firstReadEvents: 0,
    characters: 0, firstReadCharacters: 0, hasStreamedReasoning: false, usage: unknownUsage,
    connect: null, staleCount: 0, errorClass: null, error: null,
  },
  hasEvents: false, end: undefined,
});

const takeText = (row: Draft['row'], text: string, atMs: number): void => {
  if (row.lastTokenMs !== null && atMs !== row.lastTokenMs) row.gapsMs.push(atMs - row.lastTokenMs);
  if (atMs !== row.lastTokenMs) row.readCount += 1;
  row.firstTokenMs ??= atMs;
  row.lastTokenMs = atMs;
  row.eventCount += 1;
  row.characters += text.length;
  if (atMs !== row.firstTokenMs) return;
  row.firstReadEvents += 1;
  row.firstReadCharacters += text.length;
};

const takeEvent = (draft: Draft, event: StreamEvent, atMs: number): void => {
  draft.hasEvents = true;
  if (event.type === 'end') draft.end = event;
  if ((event.type !== 'text' && event.type !== 'reasoning') || event.text === '') return;
  takeText(draft.row, event.text, atMs);
  if (event.type === 'text') draft.row.firstAnswerMs ??= atMs;
  else draft.row.hasStreamedReasoning = true;
};

const classOfEnd = ({ end, row: { eventCount } }: Draft): ErrorClass | null => {
  if (end === undefined) return 'truncated';
  if (eventCount > 0) return null;
  return end.finishReason === 'content_filter' ? 'filtered' : 'empty';
};

const fail = (draft: Draft, error: unknown, { status, bodyBytes }: TransportStamps): void => {
  if (!(error instanceof UadaError) || error.kind === 'bug') throw error;
  draft.row.errorClass = classifyError(error, { hasEvents: draft.hasEvents, hasBody: bodyBytes > 0, status });
  draft.row.error = error;
};

/** Makes one request and says how it went. A failed request is a row like any other; only a bug throws. */
export const takeRow = async (call: Call, clock: BenchClock, signal: AbortSignal): Promise<BenchRow> => {
  const draft = createDraft(call, clock.monotonicMs());
  const { row } = draft;
  const answer = call.target.ask(call.index, signal, (event, atMs) => takeEvent(draft, event, atMs));
  try {
    await answer.ended;
    row.errorClass = classOfEnd(draft);
  } catch (error) {
    fail(draft, error, answer.stamps());
  }
  const { sentMs, connect, staleCount } = answer.stamps();
  row.sentMs = sentMs;
  row.connect = connect;
  row.staleCount = staleCount;
  row.usage = draft.end?.usage ?? unknownUsage;
  row.endMs = clock.monotonicMs();
  return row;
};

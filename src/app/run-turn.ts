import { createAnswerRecorder } from '../core/answer.js';
import type { StreamEvent } from '../core/events.js';
import type { Pause } from '../core/pause.js';
import type { ChatRequest } from '../core/request.js';
import type { Settings } from '../config/setting-rows.js';
import { complete } from './complete.js';
import type { CompletePlan } from './complete-plan.js';
import type { ConnectionPool } from './connection-pool.js';
import type { KeyPlaces } from './find-key.js';
import type { Io } from './io.js';
import { withSignal, withWarn } from './io.js';
import { judgeAnswer } from './judge-answer.js';
import { toNoticeLine, toPause } from './notice-line.js';
import { createRunTally } from './run-tally.js';
import type { TalliedAnswer } from './tally-answer.js';
import { tallyAnswer } from './tally-answer.js';
import { toConnectingText, toWaitingText } from './waiting-for.js';

/** Where a turn finds what it needs. */
export type TurnPlaces = {
  readonly settings: Settings;
  readonly places: KeyPlaces;
  readonly dataDir: string | null;
  readonly io: Io;
  readonly warnOfStore: (line: string) => void;
  /** Keeps the connection from turn to turn; who failed is connected anew, perhaps with another key. */
  readonly pool: ConnectionPool;
};

/** Who looks on while a turn runs, and may stop it. */
export type TurnWatch = {
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => Promise<void>;
  readonly wait: (what: string, pause?: Pause) => void;
  readonly warn: (line: string) => void;
};

/** What came of a turn. Without a report nothing was sent. */
export type TurnOutcome = {
  readonly request: ChatRequest | undefined;
  readonly report: TalliedAnswer | undefined;
  readonly failure: unknown;
  readonly notice: string | undefined;
};

type Started = { readonly plan: CompletePlan; readonly tally: ReturnType<typeof createRunTally>; readonly recorder: ReturnType<typeof createAnswerRecorder> };

const stream = async ({ plan, tally, recorder }: Started, watch: TurnWatch, { settings, places, dataDir, io, warnOfStore, pool }: TurnPlaces): Promise<void> => {
  const events = complete({
    plan, settings, places, dataDir, maxCacheBytes: settings.cacheMaxBytes, warnOfStore, pool,
    io: withSignal(withWarn(io, watch.warn), watch.signal),
    notify: (notice) => {
      tally.onNotice(notice);
      if (notice.type === 'retry' || notice.type === 'rate_limit') watch.wait(...toPause(notice));
      if (notice.type !== 'retry') watch.warn(toNoticeLine(notice));
    },
    onRequest: (candidate) => {
      tally.onRequest();
      watch.wait(toConnectingText(candidate));
    },
    onConnect: (candidate) => watch.wait(toWaitingText(candidate)),
    onAnswerer: tally.onAnswerer,
  });
  for await (const event of events) {
    recorder.push(event);
    await watch.onEvent(event);
  }
};

/** Asks once and tells how it went. Never rejects. */
export const runTurn = async (makePlan: () => Promise<CompletePlan>, watch: TurnWatch, places: TurnPlaces): Promise<TurnOutcome> => {
  let started: Started | undefined;
  let failure: unknown;
  let notice: string | undefined;
  try {
    const plan = await makePlan();
    const recorder = createAnswerRecorder({ provider: plan.target.row.id, model: plan.request.model, monotonicMs: places.io.monotonicMs });
    started = { plan, recorder, tally: createRunTally(plan) };
    await stream(started, watch, places);
    const verdict = judgeAnswer(recorder.answer(), places.settings.strict, started.tally.lengthFlag);
    failure = verdict.error;
    notice = verdict.notice;
  } catch (error) {
    failure = error;
    await places.pool.close();
  }
  if (started === undefined) return { request: undefined, report: undefined, failure, notice };
  const { plan, tally, recorder } = started;
  return { request: plan.request, report: await tallyAnswer(recorder.answer(), plan, tally), failure, notice };
};

import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { createGapStore } from '../../../bench/gap-store.js';
import { UadaError } from '../../../core/errors.js';
import { Secret } from '../../../core/secret.js';
import { loadProtocol } from '../../../protocols/load.js';
import type { ProviderParts } from '../../../providers/create-provider.js';
import type { ClosableTransport } from '../../../transport/closable-transport.js';
import { loadTransport } from '../../../transport/load-transport.js';
import type { Budget } from '../budget.js';
import { createBudget } from '../budget.js';
import type { BenchJob, JobSubject } from '../job.js';
import { runJob } from '../job.js';
import { createBenchTarget } from '../target.js';
import { withDebug } from '../../with-debug.js';
import { toSavedHistogram } from '../saved-gaps.js';
import type { Board } from './board.js';
import { openBoard } from './board.js';
import type { FromWorker, ToWorker, WorkerData, WorkerSubject } from './messages.js';
import { toPlainError } from './plain-error.js';
import { createProgressPost } from './progress-post.js';
import { openSharedLedger } from './shared-ledger.js';

/** The same clock in every thread of a process. */
const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};

type Post = (message: FromWorker) => void;

/** `--debug` as in the main thread, which prints the lines. */
const telling = (transport: ClosableTransport, post: Post): ClosableTransport =>
  withDebug(transport, { monotonicMs, warn: (line) => post({ type: 'debug', line }) });

const openSubject = async ({ protocol, endpoint, secret, keyHint, request, price, transport: options, isHttp2 }: WorkerSubject, tellTo: Post | undefined): Promise<JobSubject> => {
  const transport = await loadTransport(isHttp2, { ...options, nowMs: monotonicMs });
  const parts: ProviderParts = {
    endpoint: { ...endpoint, key: secret === undefined ? undefined : new Secret(secret) },
    protocol: await loadProtocol(protocol, endpoint.provider),
    transport: tellTo === undefined ? transport : telling(transport, tellTo),
    now: Date.now,
  };
  return { price, createTarget: (name, prompts) => createBenchTarget(name, { parts, keyHint }, request, prompts) };
};

/** What the budget refuses here is the end for all threads. */
const endingAll = (budget: Budget, { end }: Board): Budget => ({
  settle: (row) => budget.settle(row),
  reserve: (...asked) => {
    const isReserved = budget.reserve(...asked);
    if (!isReserved) end();
    return isReserved;
  },
});

type Worker = { readonly index: number; readonly subjects: readonly JobSubject[]; readonly budget: Budget | undefined; readonly post: Post };

/** The job that is under way, as the messages of the main thread reach it. */
type Current = { readonly stop: AbortController; go: (atMs: number) => void };

const makePart = async (job: BenchJob, count: number, board: Board, { index, subjects, budget, post }: Worker, current: Current): Promise<void> => {
  const gaps = createGapStore();
  const progress = createProgressPost(post);
  const begun = new Promise<number>((resolve) => (current.go = resolve));
  const begin = (): Promise<number> => {
    post({ type: 'warm' });
    return begun;
  };
  const outcome = await runJob(job, {
    subjects, monotonicMs, signal: current.stop.signal, isEnough: board.isOver,
    budget: budget === undefined ? undefined : endingAll(budget, board),
    part: { index, count, nextNumber: board.nextNumber, openGate: board.openGate, begin },
    onStart: progress.onStart, onRow: (row) => progress.onRow(gaps.take(row)),
  });
  progress.flush();
  post({ type: 'done', outcome, gaps: await Promise.all(job.names.map(async (name) => [name, await toSavedHistogram(gaps.of(name))] as const)) });
};

const serve = (port: MessagePort, { index, subjects, budget, isDebugged }: WorkerData): void => {
  const post: Post = (message) => port.postMessage(message);
  const fail = (error: unknown): void => {
    if (!(error instanceof UadaError)) throw error;
    post({ type: 'failed', error: toPlainError(error) });
  };
  const opened = Promise.all(subjects.map((subject) => openSubject(subject, isDebugged ? post : undefined))).then((all): Worker => ({
    index, post, subjects: all, budget: budget === undefined ? undefined : createBudget(budget.maxUsd, openSharedLedger(budget.ledger)),
  }));
  let current: Current | undefined;
  const startJob = ({ job, count, board }: Extract<ToWorker, { type: 'job' }>): void => {
    const started: Current = { stop: new AbortController(), go: () => undefined };
    current = started;
    opened.then((worker) => makePart(job, count, openBoard(board), worker, started)).catch(fail);
  };
  port.on('message', (message: ToWorker) => {
    if (message.type === 'job') startJob(message);
    if (message.type === 'stop') current?.stop.abort();
    if (message.type !== 'job') current?.go(message.type === 'go' ? message.atMs : monotonicMs());
  });
};

if (parentPort !== null) serve(parentPort, workerData as WorkerData);

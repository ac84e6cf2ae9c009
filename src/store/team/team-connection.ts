import type Keyv from 'keyv';
import type { TeamAddress } from './team-address.js';
import { isRefusal, isWrongType, TeamTimeoutError } from './team-failure.js';
import type { OpenTeamLink, TeamLink } from './team-link.js';

export type TeamConnectionOptions = {
  readonly address: TeamAddress;
  readonly load: (address: TeamAddress) => Promise<OpenTeamLink>;
  /** Upper bound of one operation, connecting included. */
  readonly limitMs: number;
  readonly onFailure: (error: unknown) => void;
};

/** A connection that is made when it is needed, given up when it fails, and made anew by a later operation. */
export type TeamConnection = {
  /**
   * Resolves to what `work` does, or to undefined when that fails, takes too long, or failed a moment ago. Never rejects.
   */
  run<Result>(work: (keyv: Keyv) => Promise<Result>): Promise<Result | undefined>;
  close(): Promise<void>;
};

/** A server that is down is left alone so long, twice as long after each further failure. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Settles as `promise`, or throws `TeamTimeoutError`; what a busy event loop has left unread in time still counts. */
const within = async <Result>(limitMs: number, promise: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => setImmediate(() => { reject(new TeamTimeoutError(limitMs)); }), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

type State = {
  open: Promise<OpenTeamLink> | undefined;
  link: Promise<TeamLink> | undefined;
  /** Until when the server is left alone. */
  offUntilMs: number;
  pauseMs: number;
  isClosed: boolean;
};

const closeLink = async (link: Promise<TeamLink> | undefined): Promise<void> => {
  await link?.then((opened) => opened.close()).catch(() => undefined);
};

const connect = (state: State, open: OpenTeamLink, limitMs: number): Promise<TeamLink> => {
  if (state.link) return state.link;
  const link = open({ limitMs, onLost: () => { if (state.link === link) drop(state); } });
  state.link = link;
  return link;
};

const drop = (state: State): void => {
  const { link } = state;
  state.link = undefined;
  void closeLink(link);
};

const giveUp = (state: State, link: Promise<TeamLink> | undefined): void => {
  // Others that failed at the same moment, on the same connection, have said so.
  if (state.link !== link && state.offUntilMs > performance.now()) return;
  if (state.link === link) drop(state);
  state.offUntilMs = performance.now() + state.pauseMs;
  state.pauseMs = Math.min(state.pauseMs * 2, longestPauseMs);
};

const attempt = async <Result>(state: State, options: TeamConnectionOptions, work: (keyv: Keyv) => Promise<Result>): Promise<Result | undefined> => {
  // Loading takes processor time of ours and says nothing about the server.
  const open = await (state.open ??= options.load(options.address));
  const link = connect(state, open, options.limitMs);
  try {
    const result = await within(options.limitMs, link.then(({ keyv }) => work(keyv)));
    state.pauseMs = firstPauseMs;
    return result;
  } catch (error) {
    if (isWrongType(error)) return undefined;
    if (!isRefusal(error)) giveUp(state, link);
    options.onFailure(error);
    return undefined;
  }
};

/** Nothing is loaded or opened before the first `run`. */
export const createTeamConnection = (options: TeamConnectionOptions): TeamConnection => {
  const state: State = { open: undefined, link: undefined, offUntilMs: 0, pauseMs: firstPauseMs, isClosed: false };
  return {
    run: async (work) => {
      if (state.isClosed || performance.now() < state.offUntilMs) return undefined;
      try {
        return await attempt(state, options, work);
      } catch (error) {
        state.offUntilMs = Infinity;
        options.onFailure(error);
        return undefined;
      }
    },
    close: async () => {
      state.isClosed = true;
      await within(options.limitMs, closeLink(state.link)).catch(() => undefined);
    },
  };
};

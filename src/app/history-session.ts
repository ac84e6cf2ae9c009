import type { Settings } from '../config/setting-rows.js';
import { UadaError } from '../core/errors.js';
import type { Answer } from '../core/answer.js';
import type { ChatRequest } from '../core/request.js';
import type { History } from '../store/history.js';
import type { Conversation } from './conversation.js';
import { findConversation, newConversation } from './conversation.js';
import type { Io } from './io.js';
import { recordAnswer } from './record-answer.js';
import { terminalId } from './terminal-id.js';

/** The conversation a run belongs to, and the way to keep its answer. */
export type HistorySession = {
  readonly conversation: Conversation;
  /** Keeps what was answered; does nothing when the history is off. Never rejects. */
  record(request: ChatRequest, answer: Answer, costUsd: number | null): Promise<void>;
};

type SessionInput = {
  readonly settings: Pick<Settings, 'history' | 'continueLast' | 'session'>;
  readonly dataDir: string | null;
  readonly io: Io;
  /** Told once when the history cannot be used. */
  readonly warnOfStore: (line: string) => void;
};

const openIn = async (dataDir: string, { io, warnOfStore }: SessionInput): Promise<History> =>
  (await import('../store/history.js')).openHistory({ dataDir, warn: warnOfStore, now: io.now });

const find = async (input: SessionInput, terminal: () => string): Promise<Conversation> => {
  const { settings, dataDir } = input;
  if (!settings.continueLast && settings.session === undefined) return newConversation();
  if (dataDir === null) throw new UadaError('usage', 'No home directory is known, so there is no conversation to continue.', { hint: 'Set UADA_DATA_DIR.' });
  const faults: string[] = [];
  const history = await openIn(dataDir, {
    ...input,
    warnOfStore: (line) => {
      faults.push(line);
      input.warnOfStore(line);
    },
  });
  try {
    return await findConversation(history, { ...settings, terminal: terminal() });
  } catch (error) {
    throw faults.length === 0 ? error : new UadaError('usage', 'Without the history there is nothing to continue.', { cause: error, hint: 'Leave out --continue to ask without what was said before.' });
  } finally {
    history.close();
  }
};

/** Finds what is to be continued, opening the history only when something is, and keeps the answer afterwards. */
export const openHistorySession = async (input: SessionInput): Promise<HistorySession> => {
  const { settings, dataDir, io } = input;
  const terminal = (): string => terminalId(io.environment, process.ppid);
  const conversation = await find(input, terminal);
  return {
    conversation,
    record: async (request, answer, costUsd) => {
      const isWorthKeeping = answer.text !== '' || answer.reasoning !== null;
      if (!settings.history || dataDir === null || !isWorthKeeping) return;
      const history = await openIn(dataDir, input);
      await recordAnswer({ history, conversation: conversation.id, terminal: terminal(), request, answer, costUsd, nowMs: io.now() });
      history.close({ isAtExit: true });
    },
  };
};

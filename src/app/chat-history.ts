import { textOf } from '../core/request.js';
import type { Answer } from '../core/answer.js';
import type { ChatRequest } from '../core/request.js';
import type { History } from '../store/history.js';
import { newConversation } from './conversation.js';
import type { Io } from './io.js';
import { recordAnswer } from './record-answer.js';
import { terminalId } from './terminal-id.js';

/** What a chat keeps and looks up in the history. Nothing here rejects. */
export type ChatHistory = {
  record(conversation: string, request: ChatRequest, answer: Answer, costUsd: number | null): Promise<void>;
  /** Moves the last answer of a conversation out of it, because another one takes its place. */
  setAside(conversation: string): Promise<void>;
  /** What was asked lately, oldest first, each once. */
  prompts(): Promise<readonly string[]>;
};

type ChatHistoryInput = {
  /** False keeps everything out of it. */
  readonly isOn: boolean;
  readonly dataDir: string | null;
  readonly io: Io;
  readonly warnOfStore: (line: string) => void;
};

const mostPrompts = 200;
/** A prompt with whole files in it is none to type again. */
const longestPrompt = 100_000;

const unique = (prompts: readonly string[]): readonly string[] => [...new Set(prompts)];

const moveLast = async (history: History, conversation: string): Promise<void> => {
  const last = (await history.conversation(conversation)).at(-1);
  if (last === undefined) return;
  // Kept before it is removed; without a terminal, so that `-c` does not go on with it.
  await history.record({ ...last, conversation: newConversation().id, terminal: undefined });
  await history.remove([last.id]);
};

/** The history of a data directory, opened for each use, so that no other process waits for this one. */
export const createChatHistory = ({ isOn, dataDir, io, warnOfStore }: ChatHistoryInput): ChatHistory => {
  const terminal = terminalId(io.environment, process.ppid);
  const use = async <Result>(otherwise: Result, run: (history: History) => Promise<Result>): Promise<Result> => {
    if (!isOn || dataDir === null) return otherwise;
    const { openHistory } = await import('../store/history.js');
    const history = openHistory({ dataDir, warn: warnOfStore, now: io.now });
    try {
      return await run(history);
    } finally {
      history.close();
    }
  };
  return {
    record: (conversation, request, answer, costUsd) => use(undefined, (history) =>
      recordAnswer({ history, conversation, terminal, request, answer, costUsd, nowMs: io.now() })),
    setAside: (conversation) => use(undefined, (history) => moveLast(history, conversation)),
    prompts: () => use<readonly string[]>([], async (history) => {
      const entries = await history.list({}, { limit: mostPrompts });
      const prompts = entries.map(({ prompt }) => textOf({ role: 'user', content: prompt }));
      return unique(prompts.filter((prompt) => prompt.trim() !== '' && prompt.length <= longestPrompt)).toReversed();
    }),
  };
};

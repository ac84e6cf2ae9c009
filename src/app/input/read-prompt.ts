import { UadaError } from '../../core/errors.js';
import type { Transport } from '../../core/http.js';
import type { Message } from '../../core/request.js';
import type { Io } from '../io.js';
import type { ComposePrompt, NamedInput } from './compose-prompt.js';
import { composePrompt } from './compose-prompt.js';
import { decodeInput } from './decode-input.js';
import type { StdinNeed } from './read-stdin.js';
import { readStdin, stdinKindOf } from './read-stdin.js';

export type PromptSources = {
  /** The words of the command line. A lone `-` names stdin. */
  readonly words: readonly string[];
  /** Paths, addresses and `-`. */
  readonly files: readonly string[];
  readonly readsStdin: boolean;
  readonly stdinWaitMs: number;
  /** Needed only when a file is an address. */
  readonly openTransport: () => Promise<Transport>;
  /** @default composePrompt */
  readonly compose?: ComposePrompt | undefined;
  /** The words alone ask nothing: without a file, stdin is waited for. @default when there are no words */
  readonly needsInput?: boolean | undefined;
  /** What to work on when there is neither a file nor piped input. */
  readonly otherwise?: (() => Promise<readonly NamedInput[]>) | undefined;
};

const stdinNeed = (sources: PromptSources, instruction: string | undefined): StdinNeed => {
  if (sources.words.includes('-') || sources.files.includes('-')) return 'named';
  if (instruction !== undefined || sources.files.length > 0 || sources.otherwise !== undefined) return 'optional';
  return sources.needsInput ?? true ? 'prompt' : 'optional';
};

const readNamed = async (name: string, sources: PromptSources, io: Io): Promise<NamedInput> => {
  const { isUrl, readInputFile, readUrl } = await import('./read-file.js');
  if (!isUrl(name)) return { name, input: decodeInput(await readInputFile(name, '--file', io.signal), name) };
  const { bytes, contentType } = await readUrl(name, await sources.openTransport(), io.signal);
  return { name, input: decodeInput(bytes, name, contentType) };
};

const readPiped = async (sources: PromptSources, need: StdinNeed, io: Io): Promise<readonly NamedInput[]> => {
  if (!sources.readsStdin && need !== 'named') return [];
  const bytes = await readStdin({ open: () => io.stdin, kind: stdinKindOf(), need, waitMs: sources.stdinWaitMs, signal: io.signal, warn: io.warn });
  return bytes === undefined ? [] : [{ name: 'stdin', input: decodeInput(bytes, 'stdin') }];
};

/**
 * The user's turn out of arguments, stdin and files. Throws a `usage` error when nothing is there to ask,
 * or when a source cannot be read; nothing has been sent by then.
 */
export const readPrompt = async (sources: PromptSources, io: Io): Promise<Message> => {
  const words = sources.words.filter((word) => word !== '-');
  const instruction = words.length === 0 ? undefined : words.join(' ');
  const piped = await readPiped(sources, stdinNeed(sources, instruction), io);
  const files = await Promise.all(sources.files.filter((name) => name !== '-').map((name) => readNamed(name, sources, io)));
  const given = [...piped, ...files];
  const documents = given.length > 0 || sources.otherwise === undefined ? given : await sources.otherwise();
  const message = (sources.compose ?? composePrompt)(documents, instruction);
  if (message.content.every((part) => part.type === 'text' && part.text.trim() === '')) {
    throw new UadaError('usage', 'There is no prompt.', { hint: 'Write it as an argument, uada "Explain what a mutex is", or pipe it in.' });
  }
  return message;
};

import type { Chat } from '../app/chat.js';
import { openChat } from '../app/chat.js';
import { createChatHistory } from '../app/chat-history.js';
import { openHistorySession } from '../app/history-session.js';
import type { Io } from '../app/io.js';
import type { MockPlan } from '../app/complete-plan.js';
import { readMock } from '../app/read-mock.js';
import { openConnectionPool } from '../app/connection-pool.js';
import { createStoreWarning } from '../app/store-warning.js';
import type { FlagValues } from '../config/settings.js';
import { CancelledError, UadaError } from '../core/errors.js';
import { runChatView } from '../ui/chat/chat-view.js';
import { createChatPort } from './chat-port.js';
import { chooseTheme } from './choose-theme.js';
import type { ReadSettings } from './read-settings.js';
import { readSettings } from './read-settings.js';
import { wrapsAnew } from './wraps-anew.js';

export type ChatArguments = {
  readonly flags: FlagValues;
  /** What follows `--mock=`; undefined without the flag. */
  readonly mock: string | undefined;
};

/** Ink draws only its last frame where it finds itself in CI. */
const isTerminal = ({ stdin, stdout, environment }: Io): boolean =>
  stdin.isTTY === true && stdout.isTTY === true && environment['TERM'] !== 'dumb' && (environment['CI'] ?? '') === '';

const needsTerminal = (): UadaError => new UadaError('usage', 'uada chat needs a terminal on stdin and stdout that can move its cursor.', {
  hint: 'In a pipe, uada complete -c goes on with a conversation, one prompt at a time.',
});

/** What a chat goes on without: its output is the view. */
const chatSettings = (read: ReadSettings): ReadSettings['settings'] => ({ ...read.settings, debug: false, files: undefined, stream: true });

const modelLister = (read: ReadSettings, mock: MockPlan | undefined, io: Io): (() => Promise<readonly string[]>) => {
  let known: Promise<readonly string[]> | undefined;
  const list = async (): Promise<readonly string[]> => {
    const { findModels } = await import('../app/models.js');
    const places = { environment: io.environment, config: read.config, configDir: read.paths.configDir };
    // --refresh of a chat is about its answers.
    const settings = { ...chatSettings(read), provider: undefined, refresh: false };
    const lists = await findModels({ settings, config: read.config, places, mock, io, dataDir: read.paths.dataDir, warn: () => undefined });
    const found = lists.flatMap((entry) => ('models' in entry ? entry.models.filter(({ isChat }) => isChat !== false).map(({ id }) => `${entry.provider}/${id}`) : []));
    return [...read.config.aliases.keys(), ...found];
  };
  return () => (known ??= list());
};

/** How to come back; undefined where nothing is kept. */
const wayBack = (chat: Chat, { settings: { history, session } }: ReadSettings): string | undefined =>
  chat.messages.length === 0 || !history ? undefined : `The conversation is kept; uada chat ${chat.id === session ? `--session ${session}` : '-c'} goes on with it.`;

/** `chat`: a conversation on a terminal, every turn of it in the history. */
export const runChat = async (given: ChatArguments, io: Io): Promise<void> => {
  const read = await readSettings(given.flags, io);
  const settings = chatSettings(read);
  const mock = given.mock === undefined ? undefined : await readMock(given.mock);
  if (!isTerminal(io)) throw needsTerminal();
  const { config, paths: { dataDir, configDir } } = read;
  const warnOfStore = createStoreWarning(io);
  const { conversation } = await openHistorySession({ settings, dataDir, io, warnOfStore });
  const places = { environment: io.environment, config, configDir };
  const history = createChatHistory({ isOn: settings.history, dataDir, io, warnOfStore });
  const pool = openConnectionPool({ settings, places });
  const chat = await openChat(
    { input: { ...read, settings, places, mock, io }, system: settings.system, addressee: undefined }, conversation,
    { places: { settings, places, dataDir, io, warnOfStore, pool }, history },
  );
  if (mock !== undefined && !settings.quiet) io.warn('The answers are simulated: --mock stands in for the provider.');
  const port = createChatPort({ chat, history, session: settings.session, listModels: modelLister(read, mock, io) });
  const theme = chooseTheme(settings, io);
  // Where the size of the window is not known nothing can be drawn.
  const isLinear = settings.screenReader || io.stdout.columns === 0;
  const runView = isLinear ? (await import('../ui/chat/linear-chat.js')).runLinearChat : runChatView;
  const leaving = await runView({
    stdin: io.stdin, stdout: io.stdout, term: io.environment['TERM'], wrapsAnew: wrapsAnew(io.environment), port, theme, showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs, signal: io.signal,
  }).finally(() => pool.close());
  const hint = wayBack(chat, read);
  if (leaving === 'interrupt') throw new CancelledError('Left with Ctrl-C.', { hint });
  if (hint !== undefined && !settings.quiet) io.warn(hint);
};

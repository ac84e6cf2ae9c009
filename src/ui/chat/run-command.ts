import { UadaError } from '../../core/errors.js';
import { askTurn } from './ask-turn.js';
import type { ChatSession } from './chat-session.js';
import { say, toFailureText } from './chat-session.js';
import { fitsClipboard, toClipboardSequence } from './clipboard.js';
import type { Command, CommandName } from './commands.js';
import { commandRows, keyRows } from './commands.js';

type Run = (session: ChatSession, argument: string) => Promise<void> | void;

const mostNamed = 12;

const showModels = async (session: ChatSession): Promise<void> => {
  const { port } = session;
  const models = await port.models();
  const more = models.length > mostNamed ? `, … ${models.length - mostNamed} more (Tab completes)` : '';
  say(session, `${port.model()} is asked.${models.length === 0 ? '' : ` Others: ${models.slice(0, mostNamed).join(', ')}${more}`}`);
};

const copy: Run = async (session) => {
  const answer = session.port.turns().at(-1)?.answer;
  if (answer === undefined) throw new UadaError('usage', 'There is no answer yet to copy.');
  if (!fitsClipboard(answer)) throw new UadaError('usage', 'The answer is too long to be copied through a terminal.', { hint: '/save FILE writes the conversation into a file.' });
  await session.screen.yield(() => session.writer.write(toClipboardSequence(answer)));
  say(session, `Sent ${answer.length.toLocaleString('en-US')} characters to the clipboard of your terminal (OSC 52). Where nothing arrives, /save FILE writes them; tmux wants: set -g set-clipboard on.`);
};

const needsArgument = (argument: string, name: CommandName, what: string): string => {
  if (argument === '') throw new UadaError('usage', `/${name} needs ${what}.`, { hint: `For example: /${name} notes.md` });
  return argument;
};

const setSystem: Run = (session, argument) => {
  const { port } = session;
  if (argument !== '') port.setSystem(argument === '-' ? undefined : argument);
  const system = port.system();
  say(session, system === undefined ? 'There is no system prompt.' : `System prompt: ${system}`);
};

const help: Run = ({ screen, theme }) => {
  const faint = theme.add(theme.plain, 'faint').paint;
  const rows = [
    ...commandRows.map(({ name, argument, description }) => [`/${name} ${argument}`.trimEnd(), description] as const), ...keyRows,
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  const isNarrow = screen.columns() <= width + 2 + Math.max(...rows.map(([, right]) => right.length));
  screen.print(['', ...rows.flatMap(([left, right]) => (isNarrow ? [left, faint(`  ${right}`)] : [`${left.padEnd(width)}  ${faint(right)}`]))]);
};

const runs: Readonly<Record<CommandName, Run>> = {
  model: async (session, argument) => {
    if (argument === '') return showModels(session);
    await session.port.setModel(argument);
    say(session, `${session.port.model()} is asked from now on.`);
  },
  system: setSystem,
  file: async (session, argument) => {
    await session.port.attach(needsArgument(argument, 'file', 'the path of a file'));
    say(session, `With the next message: ${session.port.attachments().join(', ')}`);
  },
  retry: (session) => {
    session.screen.print(['']);
    askTurn(session, (watch) => session.port.retry(watch));
  },
  copy,
  save: async (session, argument) => say(session, `Saved: ${await session.port.save(needsArgument(argument, 'save', 'the name of a file'))}`),
  clear: (session) => {
    session.port.clear();
    say(session, 'A new conversation begins; the earlier one stays in the history.');
  },
  help,
  quit: (session) => session.leave('command'),
};

/** Does what a command says. What goes wrong is said, and the text of the command comes back. */
export const runCommand = async (session: ChatSession, { name, argument }: Command): Promise<boolean> => {
  session.isBusy = true;
  try {
    await runs[name](session, argument);
    return true;
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    say(session, toFailureText(error), 'removed');
    return false;
  } finally {
    session.isBusy = false;
    void session.screen.refresh();
  }
};

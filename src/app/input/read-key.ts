import { CancelledError, UadaError } from '../../core/errors.js';
import type { Io } from '../io.js';
import { noticeSilence } from './notice-silence.js';

/** Longer than any key. */
const maximumCharacters = 65_536;

type Terminal = Io['stdin'] & { setRawMode(isRaw: boolean): unknown };

const isTerminal = (stdin: Io['stdin']): stdin is Terminal => stdin.isTTY === true && 'setRawMode' in stdin;

/** What the keys pressed so far have made of the line; `isDone` after Enter. Pasted lines behind the first are dropped. */
type Line = { readonly text: string; readonly isDone: boolean };

const endsInput = ['\r', '\n', '\u0004'];
const erases = ['\b', '\u007f'];

/** Applies what was typed, as a terminal would: Enter and Ctrl-D end, Backspace and Ctrl-U erase, Ctrl-C stops. */
const type = (before: string, typed: string): Line => {
  let text = before;
  for (const character of typed) {
    if (character === '\u0003') throw new CancelledError();
    if (endsInput.includes(character)) return { text, isDone: true };
    if (erases.includes(character)) text = Array.from(text).slice(0, -1).join('');
    else if (character === '\u0015') text = '';
    else text += character;
  }
  return { text, isDone: false };
};

const listen = async (stdin: Io['stdin'], signal: AbortSignal, take: (piece: string) => boolean): Promise<void> => {
  const stopped = (): Error => (signal.reason instanceof Error ? signal.reason : new CancelledError());
  if (signal.aborted) throw stopped();
  stdin.setEncoding('utf8');
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(stopped()), { once: true });
    stdin.on('error', (error) => reject(new UadaError('usage', 'stdin cannot be read.', { cause: error }))).on('end', resolve);
    stdin.on('data', (piece: string) => {
      try {
        if (take(piece)) resolve();
      } catch (error) {
        reject(error instanceof Error ? error : new CancelledError());
      }
    });
    // Whoever asked a question before has paused it.
    stdin.resume();
  }).finally(() => stdin.pause().removeAllListeners('data'));
};

const readHidden = async (stdin: Terminal, question: string, { stderr, signal }: Io): Promise<string> => {
  let line: Line = { text: '', isDone: false };
  stdin.setRawMode(true);
  stderr.write(question);
  try {
    await listen(stdin, signal, (piece) => {
      line = type(line.text, piece);
      return line.isDone;
    });
  } finally {
    stdin.setRawMode(false);
    stderr.write('\n');
    // An open terminal would keep the process alive.
    stdin.destroy();
  }
  return line.text;
};

const readPiped = async ({ stdin, signal, warn }: Io): Promise<string> => {
  let text = '';
  const heard = noticeSilence(() => 'Waiting for stdin to be closed; all that is piped in is the value.', warn);
  await listen(stdin, signal, (piece) => {
    text += piece;
    if (text.length > maximumCharacters) throw new UadaError('usage', 'stdin holds far more than a key.');
    return false;
  }).finally(heard);
  // What stands in for bytes that are no UTF-8 is in no key.
  if (text.includes('\ufffd')) throw new UadaError('usage', 'stdin is not UTF-8 text.', { hint: 'Nothing was stored.' });
  return text;
};

/**
 * A key from the person: from a prompt that echoes nothing where stdin is a terminal, else all of stdin. However it
 * ends, the terminal echoes again. Throws `CancelledError` on Ctrl-C and signals.
 */
export const readKey = (question: string, io: Io): Promise<string> => {
  const { stdin } = io;
  return isTerminal(stdin) ? readHidden(stdin, question, io) : readPiped(io);
};

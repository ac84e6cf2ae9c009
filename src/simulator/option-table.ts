import type { Distribution } from './distribution.js';
import { constant } from './distribution.js';
import type { Fault } from './faults/fault.js';
import { readFault } from './faults/read-fault.js';
import { readDistribution } from './read-distribution.js';
import { readInteger, readNumber, waitRange } from './read-number.js';
import type { ReadingContext } from './reading-context.js';
import { readTextFile } from './reading-context.js';

/** What shapes the simulator's answers. */
export type SimulatorOptions = {
  /** Time to the first token. @default 0 */
  readonly ttftMs: Distribution;
  /** Time between two tokens. @default 0 */
  readonly itlMs: Distribution;
  /** Length of the answer; the document's own length when undefined. */
  readonly tokens?: Distribution;
  /** Tokens an event. @default 1 */
  readonly chunkTokens: number;
  /** Reasoning tokens before the answer, in addition to `tokens`. @default 0 */
  readonly reasoningTokens: number;
  /** Sends an event without text at once. @default false */
  readonly hasRoleEvent: boolean;
  /** Wait before the last closing event, the one with the usage. @default 0 */
  readonly tailMs: number;
  /** Requests served at once; no limit when undefined. */
  readonly slots?: number;
  /** The exact answer; a document about the prompt when undefined. */
  readonly text?: string;
  readonly faults: readonly Fault[];
  /** @default 1 */
  readonly seed: number;
};

export const defaultSimulatorOptions: SimulatorOptions = {
  ttftMs: constant(0), itlMs: constant(0), chunkTokens: 1, reasoningTokens: 0, hasRoleEvent: false, tailMs: 0, faults: [], seed: 1,
};

/** One row: how an option is written, what it means, and how its value is read. */
export type SimulatorOptionRow = {
  readonly name: string;
  /** What stands for the value in help texts. */
  readonly value: string;
  readonly description: string;
  /** @default false */
  readonly isRepeatable?: boolean;
  /** The options with this one set. Throws a `usage` error for a value that cannot be. */
  set(options: SimulatorOptions, text: string, context: ReadingContext): SimulatorOptions;
};

const tokenRange = { from: 0, to: 1_000_000 };

const readSwitch = (text: string, context: ReadingContext): boolean => {
  const word = text.trim().toLowerCase();
  if (word === '1' || word === 'true') return true;
  if (word === '0' || word === 'false') return false;
  throw context.refuse(`must be 0 or 1; it is "${text}"`);
};

const readText = (text: string, context: ReadingContext): string => (text.startsWith('@') ? readTextFile(text.slice(1), context) : text);

/** Every option of `--mock=` and flag of `uada mock`, in the order of the help text. */
export const simulatorOptionTable: readonly SimulatorOptionRow[] = [
  {
    name: 'ttft', value: 'D', description: 'Time to first token in ms: a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE (default: 0)',
    set: (options, text, context) => ({ ...options, ttftMs: readDistribution(text, waitRange, context) }),
  },
  {
    name: 'itl', value: 'D', description: 'Time between tokens in ms, likewise (default: 0)',
    set: (options, text, context) => ({ ...options, itlMs: readDistribution(text, waitRange, context) }),
  },
  {
    name: 'tokens', value: 'D', description: 'Length of the answer in tokens, likewise (default: the document\'s own length)',
    set: (options, text, context) => ({ ...options, tokens: readDistribution(text, tokenRange, context) }),
  },
  {
    name: 'chunk', value: 'N', description: 'Tokens an event (default: 1)',
    set: (options, text, context) => ({ ...options, chunkTokens: readInteger(text, 'a number of tokens', { from: 1, to: 1_000_000 }, context) }),
  },
  {
    name: 'reasoning', value: 'N', description: 'Reasoning tokens before the answer (default: 0)',
    set: (options, text, context) => ({ ...options, reasoningTokens: readInteger(text, 'a number of tokens', tokenRange, context) }),
  },
  {
    name: 'role', value: '0|1', description: 'An event without text at once, before the first token (default: 0)',
    set: (options, text, context) => ({ ...options, hasRoleEvent: readSwitch(text, context) }),
  },
  {
    name: 'tail', value: 'MS', description: 'Wait before the closing usage event, in ms (default: 0)',
    set: (options, text, context) => ({ ...options, tailMs: readNumber(text, 'a number of milliseconds', waitRange, context) }),
  },
  {
    name: 'slots', value: 'N', description: 'Requests served at once, the rest queue (default: no limit)',
    set: (options, text, context) => ({ ...options, slots: readInteger(text, 'a number of requests', { from: 1, to: 1_000_000 }, context) }),
  },
  {
    name: 'text', value: 'STRING|@FILE', description: 'The exact answer to give (default: a short Markdown document about the prompt)',
    set: (options, text, context) => ({ ...options, text: readText(text, context) }),
  },
  {
    name: 'fault', value: 'KIND[@RATE]', isRepeatable: true, description: 'What goes wrong, and in which part of the requests, such as 429:retry-after=2@0.1 or reset-after:5 (repeatable)',
    set: (options, text, context) => ({ ...options, faults: [...options.faults, readFault(text, context)] }),
  },
  {
    name: 'seed', value: 'N', description: 'Same seed, same answers and times (default: 1)',
    set: (options, text, context) => ({ ...options, seed: readInteger(text, 'a number', { from: 0, to: Number.MAX_SAFE_INTEGER }, context) }),
  },
];

import type { UadaError } from '../../core/errors.js';
import type { StreamEvent } from '../../core/events.js';
import type { Pause } from '../../core/pause.js';
import type { AnswerReport } from '../../render/report.js';

/** Who looks on while an answer is made, and may stop it. */
export type AnswerWatch = {
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => Promise<void>;
  readonly wait: (what: string, pause?: Pause) => void;
  readonly warn: (line: string) => void;
};

/** How asking went. Whether or not it failed, `isKept` tells that there is an answer to go on from. */
export type Asked = {
  readonly report: AnswerReport | undefined;
  readonly failure: UadaError | undefined;
  readonly notice: string | undefined;
  readonly isKept: boolean;
};

/** A turn that lies behind: what was asked and what came. */
export type PastTurn = { readonly prompt: string; readonly answer: string };

/** The conversation behind the view. What throws, throws a `UadaError`. */
export type ChatPort = {
  /** Who is asked next, as `provider/model`. */
  model(): string;
  system(): string | undefined;
  /** The name it was given; undefined for one without. */
  session(): string | undefined;
  /** Names of the files that go with the next message. */
  attachments(): readonly string[];
  /** Every turn so far. */
  turns(): readonly PastTurn[];
  ask(text: string, watch: AnswerWatch): Promise<Asked>;
  retry(watch: AnswerWatch): Promise<Asked>;
  setModel(name: string): Promise<void>;
  setSystem(text: string | undefined): void;
  attach(path: string): Promise<void>;
  /** Writes the conversation into a new file and resolves to its path. */
  save(path: string): Promise<string>;
  clear(): void;
  /** What was asked lately, in any conversation, oldest first. */
  prompts(): Promise<readonly string[]>;
  /** Models that can be named. */
  models(): Promise<readonly string[]>;
  /** Names in a directory, those of directories with a slash. */
  namesIn(directory: string): Promise<readonly string[]>;
};

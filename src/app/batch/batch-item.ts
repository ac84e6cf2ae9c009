import type { Settings } from '../../config/setting-rows.js';
import type { UadaError } from '../../core/errors.js';
import type { Message } from '../../core/request.js';

/** The settings that a line may have of its own. */
export type OwnSettings = Partial<Pick<
  Settings, 'model' | 'provider' | 'system' | 'temperature' | 'topP' | 'maxTokens' | 'stop' | 'seed' | 'reasoning' | 'schema'
>>;

/** One prompt of a batch, as its line of the input asks it. */
export type BatchItem = {
  /** Its own id, else the number of its line (of a CSV, of its row). */
  readonly id: string | number;
  /** Its place in the input, from 0. */
  readonly index: number;
  /** The line it stands on, from 1. */
  readonly line: number;
  readonly messages: readonly Message[];
  /** They win over those of the run. */
  readonly settings: OwnSettings;
  /** The person's own words about it, which go into its answer's line as they are; undefined without any. */
  readonly metadata: unknown;
  /** A short hash of all that the line asks: tells whether the prompt is still the one that was answered. */
  readonly hash: string;
};

/** A line that is no prompt, with the reason. */
export type BadLine = { readonly line: number; readonly index: number; readonly error: UadaError };

/** What a record of the input turned out to be. */
export type BatchEntry = { readonly item: BatchItem } | { readonly bad: BadLine };

import type { Command } from 'commander';
import type { Io } from '../app/io.js';

/** A command as the tree knows it: what the help lists, and how it gets its flags when it is called. */
export type CommandRow = {
  readonly name: string;
  readonly description: string;
  /** Called when no command is named. @default false */
  readonly isDefault?: boolean;
  /** Adds arguments, flags, help and the action. */
  configure(command: Command, io: Io): void;
};

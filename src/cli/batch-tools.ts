import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import type { FlagValues } from '../config/settings.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

type Options = Readonly<Record<string, unknown>>;

const load = async () => import('./run-batch-tools.js');

const addConnection = (command: Command): void =>
  addSettingOptions(command, 'Connection:', ['maxRetries', 'timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp']);

const flagsOf = (command: Command, options: Options): FlagValues => collectFlags(options, isGivenIn(command));

const addStatus = (batch: Command, io: Io): void => {
  const command = batch.command('status').description('How far submitted batches are').argument('[id]', 'One of them; the beginning of its id is enough');
  addSettingOptions(command, 'Output:', ['json', 'debug']);
  addConnection(command);
  command.addHelpText('after', '\nExamples:\n  uada batch status\n  uada batch status batch_68a1 --json | jq -r \'.[0].status\'')
    .action(async (id: string | undefined, options: Options) => (await load()).showBatches(id, flagsOf(command, options), io));
};

const addFetch = (batch: Command, io: Io): void => {
  const command = batch.command('fetch').description('The answers of a submitted batch that has ended').argument('<id>', 'Its id, or the beginning of it');
  command.addOption(new Option('--wait', 'Wait for its end, which may take a day').helpGroup('Batch:'));
  command.addOption(new Option('--resume', 'Go on with an output file: what it holds is not written again').helpGroup('Batch:'));
  command.addOption(new Option('--ordered', 'Answers in the order of the input').helpGroup('Batch:'));
  addSettingOptions(command, 'Output:', ['output', 'json', 'quiet', 'strict', 'debug']);
  addConnection(command);
  command.addHelpText('after', `
The lines are those of "uada batch", with the ids of the input. Prompts that failed, expired or were cancelled are lines,
too; "uada batch INPUT -o OUT.jsonl --resume" asks those again, at once and at the full price.

Exit codes: 7 it has not ended, 9 some prompts failed.

Examples:
  uada batch fetch batch_68a1 -o answers.jsonl
  uada batch fetch msgbatch_01 --wait | jq -r .text`)
    .action(async (id: string, options: Options) => (await import('./run-batch-fetch.js')).fetchSubmitted({ id, options, flags: flagsOf(command, options) }, io));
};

const addCancel = (batch: Command, io: Io): void => {
  const command = batch.command('cancel').description('Stop a submitted batch; what is done by then can be fetched').argument('<id>', 'Its id, or the beginning of it');
  addSettingOptions(command, 'Output:', ['json', 'debug']);
  addConnection(command);
  command.addHelpText('after', '\nExample:\n  uada batch cancel batch_68a1')
    .action(async (id: string, options: Options) => (await load()).cancelSubmitted(id, flagsOf(command, options), io));
};

/** `batch status`, `fetch` and `cancel`, for what `batch --submit` gave to a provider. */
export const addBatchTools = (batch: Command, io: Io): void => {
  addStatus(batch, io);
  addFetch(batch, io);
  addCancel(batch, io);
};

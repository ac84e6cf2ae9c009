import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import { addBatchTools } from './batch-tools.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const notes = `
Each line of the input is a prompt: "a text", {"prompt":"…"} or {"messages":[…]}, with its own id, model, provider,
system, temperature, top_p, max_tokens, stop, seed, reasoning, schema and metadata where it has them. With --template
the columns of each row fill the gaps of one prompt; a CSV needs one. - is stdin.

Each line of the output is an answer in the form of "uada complete --json", with the prompt's id and index; a failure
is a line, too. The lines come as they are answered. --resume goes on after anything that ended a run, kill -9
included: what is answered is not asked again, what failed is.

--submit gives all prompts to the provider's own batches (openai, anthropic, google, groq, together), which answer within a
day, as a rule at half the price; "batch status" tells how far they are, "batch fetch" gets the answers. A submission that
was cut off is gone on with by the same command and never made twice. Cache and history take no part in it.

A file is checked before anything is asked. Ctrl-C waits for what is under way, a second one does not.

Exit codes: 9 some prompts failed (or all, of different causes), 2 to 7 all failed of that cause.

Examples:
  uada batch prompts.jsonl -o answers.jsonl -m openai/gpt-5-mini -c 16
  uada batch prompts.jsonl -o answers.jsonl -m openai/gpt-5-mini -c 16 --resume
  uada batch words.csv --template 'Translate {{word}} into {{language}}' -o out.jsonl
  jq -c '{id: .sha, prompt: .diff}' changes.json | uada batch - -m openai/gpt-5-mini --max-cost 2 | jq -r .text
  uada batch prompts.jsonl -m anthropic/claude-sonnet-5-5 --submit
  uada batch prompts.jsonl -o answers.jsonl --mock=ttft=200,fault=503@0.05`;

/** A text with gaps here, where other commands name a template. */
const ownFlags: readonly string[] = ['template'];

const configure = (command: Command, io: Io): void => {
  command.argument('<input>', 'JSON Lines or CSV with the prompts, or - for stdin').addHelpText('after', notes);
  command.enablePositionalOptions();
  addBatchTools(command, io);
  addSettingOptions(command, 'Provider:', ['provider', 'model', 'baseUrl']);
  command.addOption(mockOption());
  const add = (heading: string, flags: string, description: string): void => void command.addOption(new Option(flags, description).helpGroup(heading));
  add('Batch:', '--template <text|@file>', 'Make each prompt of this text, with a column in place of each {{column}}');
  add('Batch:', '--input-format <jsonl|csv|tsv>', 'Form of the input (default: by the ending of its name, else jsonl)');
  addSettingOptions(command, 'Batch:', ['concurrency']);
  add('Batch:', '--resume', 'Go on with the output file of an earlier run');
  add('Batch:', '--ordered', 'Answers in the order of the input: a file is put in order at the end of the run');
  add('Batch:', '--skip-bad-lines', 'Lines that are no prompts become failures instead of ending the run');
  add('Batch:', '--submit', "Give the prompts to the provider's own asynchronous batches, at half the price as a rule, and print the id");
  addSettingOptions(command, 'Request:', ['system', 'temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoning', 'schema', 'stream']);
  addSettingOptions(command, 'Output:', ['output', 'json', 'quiet', 'strict', 'dryRun', 'verbose', 'debug']);
  addSettingOptions(command, 'Stores:', ['cache', 'refresh', 'cacheOnly', 'cacheTtlMs', 'cacheLengthStops', 'history']);
  addSettingOptions(command, 'Reliability and cost:', ['maxRetries', 'requestsPerMinute', 'tokensPerMinute', 'fallback', 'race', 'maxCostUsd']);
  addSettingOptions(command, 'Connection:', ['timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp']);
  command.action(async (input: string, options: Readonly<Record<string, unknown>>) => {
    const { runBatch } = await import('./run-batch.js');
    const isGiven = isGivenIn(command);
    await runBatch({ input, options, flags: collectFlags(options, (option) => !ownFlags.includes(option) && isGiven(option)), mock: mockText(options['mock']) }, io);
  });
};

/** `batch`, many prompts. */
export const batchCommand: CommandRow = {
  name: 'batch', description: 'Ask many prompts from a file, with resume after a kill', configure,
};

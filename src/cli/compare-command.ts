import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const notes = `
All models are asked at once, through the cache and with the history, as complete does. On a terminal the answers
stream in columns, or one below the other in a narrow window, and stay there whole with a table of times, tokens
and cost. In a pipe, and with --json, each answer is a line of JSON when it ends: the object of complete --json with
"target", the model that was asked. --max-cost is the cap for all of them together.

Exit codes: 9 when some models failed; when all did, their common code, else 9. Answers that came are kept.

Examples:
  uada compare -m openai/gpt-5-mini,anthropic/claude-sonnet-5-5 "Explain what a mutex is"
  git diff | uada compare -m groq/openai/gpt-oss-120b -m google/gemini-3.8-flash "Review this change"
  uada compare -m openai,anthropic,groq --json "Name a colour" | jq -r '[.target, .timing.ttft_ms] | @tsv'
  uada compare --mock='ttft=uniform(200,900),itl=uniform(5,40)' -m openai,anthropic,groq "Try me without a key"`;

const collect = (text: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), text];

const configure = (command: Command, io: Io): void => {
  command.argument('[prompt...]', 'The prompt; "-" stands for stdin').addHelpText('after', notes);
  command.addOption(new Option('-m, --model <names>', 'Models as provider/model, or aliases, separated by commas (repeatable)').helpGroup('Models:').argParser(collect));
  addSettingOptions(command, 'Models:', ['provider', 'baseUrl']);
  command.addOption(mockOption());
  addSettingOptions(command, 'Request:', [
    'system', 'files', 'stdin', 'stdinWaitMs', 'temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoning', 'schema', 'stream',
  ]);
  addSettingOptions(command, 'Output:', ['json', 'format', 'raw', 'showReasoning', 'quiet', 'color', 'theme', 'screenReader', 'strict', 'dryRun', 'verbose', 'debug']);
  addSettingOptions(command, 'Cache and history:', ['cache', 'refresh', 'cacheOnly', 'cacheTtlMs', 'cacheLengthStops', 'history']);
  addSettingOptions(command, 'Reliability and cost:', ['maxRetries', 'maxCostUsd']);
  addSettingOptions(command, 'Connection:', [
    'timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp',
  ]);
  command.action(async (words: readonly string[], options: Readonly<Record<string, unknown>>) => {
    const { runCompare } = await import('./run-compare.js');
    const isGiven = isGivenIn(command);
    const flags = collectFlags(options, (option) => option !== 'model' && isGiven(option));
    await runCompare({ words, models: options['model'], flags, mock: mockText(options['mock']) }, io);
  });
};

/** `compare`, the same prompt to several models. */
export const compareCommand: CommandRow = {
  name: 'compare', description: 'Send one prompt to several models at once and compare answers, speed and cost', configure,
};

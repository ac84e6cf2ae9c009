import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const configure = (command: Command, io: Io): void => {
  command
    .argument('[search...]', 'Show only models in whose names, aliases or abilities all of these occur')
    .option('--all', 'Also models that do not chat, and deprecated ones')
    .option('--json', 'One JSON array')
    .option('--refresh', 'Ask the providers although their lists are younger than a day')
    .addHelpText('after', '\nExamples:\n  uada models -p openrouter claude sonnet\n  uada models --refresh\n  uada models --json | jq -r ".[].id"');
  addSettingOptions(command, 'Provider:', ['provider', 'baseUrl']);
  command.addOption(mockOption());
  addSettingOptions(command, 'Connection:', ['timeoutMs', 'connectTimeoutMs', 'http2', 'caCert', 'allowHttp']);
  command.action(async (search: readonly string[], options: Readonly<Record<string, unknown>>) => {
    const { runModels } = await import('./run-models.js');
    await runModels({
      search, isAll: options['all'] === true, isJson: options['json'] === true,
      flags: collectFlags(options, isGivenIn(command)), mock: mockText(options['mock']),
    }, io);
  });
};

/** `models`, the live model lists. */
export const modelsCommand: CommandRow = {
  name: 'models', description: 'List the models of a provider, or of every provider that has a key', configure,
};

import type { Command } from 'commander';
import { collectFlags } from '../config/flags.js';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';
import { addCompleteOptions } from './complete-options.js';
import { mockText } from './mock-option.js';
import { isGivenIn } from './setting-options.js';

const examples = `
Examples:
  uada "Explain what a mutex is"
  git diff | uada complete "Write a commit message for this change"
  uada -m anthropic/claude-sonnet-5-5 -f design.md "What is missing here?"
  uada complete -x "A bash one-liner that counts lines per file type" > count.sh
  git diff | uada -t review -v focus=security
  uada complete --mock=ttft=200,itl=20 "Try me without a key"

stdin: with a prompt, piped data becomes a document before it. An open pipe that stays silent is waited
for 5 seconds (--stdin-wait), then left with a warning; once its first byte has come it is read to its end.
Without a prompt, stdin is the prompt. --no-stdin never reads it.

A first word that is a command is one: uada explain FILE calls the command, uada complete "explain this" asks.`;

const configure = (command: Command, io: Io): void => {
  command.argument('[prompt...]', 'The prompt; "-" stands for stdin')
    .addHelpText('after', examples);
  addCompleteOptions(command, ['template', 'variables']);
  command.action(async (words: readonly string[], options: Readonly<Record<string, unknown>>) => {
    const { runComplete } = await import('./run-complete.js');
    await runComplete({ words, flags: collectFlags(options, isGivenIn(command)), mock: mockText(options['mock']) }, io);
  });
};

/** `complete`, the command that runs when none is named. */
export const completeCommand: CommandRow = {
  name: 'complete', description: 'Send one prompt and stream the answer (the default command)', isDefault: true, configure,
};

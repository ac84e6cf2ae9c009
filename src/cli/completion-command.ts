import type { Command } from 'commander';
import { Argument } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';
import { shells } from './shells.js';

const load = async () => import('./run-completion.js');

const notes = `
To load it now and in every new shell, add to the shell's start file:
  bash        eval "$(uada completion bash)"               ~/.bashrc
  zsh         eval "$(uada completion zsh)"                ~/.zshrc
  fish        uada completion fish | source                ~/.config/fish/config.fish
  powershell  uada completion powershell | Out-String | Invoke-Expression    $PROFILE`;

const configure = (command: Command, io: Io): void => {
  command.addArgument(new Argument('<shell>', 'The shell that runs uada').choices(Object.keys(shells)))
    .addHelpText('after', notes)
    .action(async (shell: string) => (await load()).showScript(shell, io));
  // What the scripts call while a command line is typed.
  command.command('values', { hidden: true }).argument('<kind>')
    .action(async (kind: string) => (await load()).showValues(kind, io));
};

/** `completion`, the scripts that complete a command line. */
export const completionCommand: CommandRow = { name: 'completion', description: 'Print the completion script of a shell', configure };

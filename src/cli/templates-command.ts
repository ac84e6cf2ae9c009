import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

const load = async () => import('./run-templates.js');

const notes = `
A template is a Markdown file: settings as TOML between two lines of +++, then the prompt with {{variables}} in it.
{{input}} stands for files and what is piped in, {{prompt}} for the words of the command line.

Examples:
  uada templates show commit > "$(uada templates path)/commit.md"     # your own goes first
  uada -t translate -v language=French -f letter.txt`;

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', notes);
  command.command('list').description('Every template, and where it comes from').option('--json', 'One JSON array')
    .action(async (options: Readonly<Record<string, unknown>>) => (await load()).showTemplates(options['json'] === true, io));
  command.command('show').description('A template as it is written').argument('<name>', 'Its name').option('--json', 'One JSON object, with its variables')
    .action(async (name: string, options: Readonly<Record<string, unknown>>) => (await load()).showTemplate(name, options['json'] === true, io));
  command.command('path').description('The directory of your own templates; it is made when it is missing')
    .action(async () => (await load()).showTemplatesPath(io));
};

/** `templates`, prompts with a name. */
export const templatesCommand: CommandRow = { name: 'templates', description: 'List and show prompts with a name', configure };

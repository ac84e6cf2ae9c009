import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import type { CommandRow } from './command-row.js';
import { addCompleteOptions } from './complete-options.js';
import { mockText } from './mock-option.js';
import { isGivenIn } from './setting-options.js';

/** What the words behind a command are: files and text, text alone, or files alone. */
export type WordKind = 'files-and-text' | 'text' | 'files';

/** A command whose prompt is a template. */
export type DeveloperRow = {
  readonly name: string;
  readonly description: string;
  readonly argument: readonly [name: string, description: string];
  readonly takes: WordKind;
  /** What git is asked for when there is neither a file nor piped input. */
  readonly diff?: 'staged' | 'working';
  /** Flags that are short for a variable of the template. */
  readonly options?: readonly (readonly [flags: string, description: string, variable: string])[];
  readonly examples: readonly string[];
};

const rows: readonly DeveloperRow[] = [
  {
    name: 'explain', description: 'Explain a file, a text or what is piped in', takes: 'files-and-text',
    argument: ['[what...]', 'Files, and words: a text to explain, or a question about the files'],
    examples: ['uada explain src/main.c "What does the second loop do?"', 'journalctl -u nginx -n 50 | uada explain'],
  },
  {
    name: 'review', description: 'Review files, a diff that is piped in, or the changes since the last commit', takes: 'files-and-text', diff: 'working',
    argument: ['[what...]', 'Files, and words about what matters'],
    examples: ['uada review', 'git diff main | uada review "Look at the error handling"'],
  },
  {
    name: 'commit', description: 'Write the message for a commit of what is staged, or of a diff that is piped in', takes: 'text', diff: 'staged',
    argument: ['[words...]', 'What the message should mention'],
    examples: ['uada commit', 'git commit -e -m "$(uada commit -q "Closes #12")"'],
  },
  {
    name: 'fix', description: 'Correct a file, and print it whole', takes: 'files',
    argument: ['[file...]', 'The file; what is piped in beside it is taken for the error messages'],
    options: [['--message <error>', 'What goes wrong', 'message']],
    examples: ['uada fix src/parse.py --message "IndexError in line 20"', 'make 2>&1 | uada fix src/main.c -o src/main.c'],
  },
  {
    name: 'test', description: 'Write tests for a file', takes: 'files', argument: ['[file...]', 'The file to test; further ones are shown beside it'],
    options: [['--framework <name>', 'Test framework to use', 'framework']],
    examples: ['uada test src/parse.py --framework pytest > test_parse.py'],
  },
  {
    name: 'doc', description: 'Write the documentation comments of a file, and print it whole', takes: 'files', argument: ['[file...]', 'The file to document'],
    examples: ['uada doc src/parse.py | diff src/parse.py -'],
  },
];

const helpOf = ({ name, examples }: DeveloperRow): string => `
The prompt is the template ${name}: "uada templates show ${name}" prints it, and your own of that name goes first.

Examples:
${examples.map((example) => `  ${example}`).join('\n')}`;

const configure = (row: DeveloperRow) => (command: Command, io: Io): void => {
  const options = row.options ?? [];
  command.argument(...row.argument).addHelpText('after', helpOf(row));
  for (const [flags, description] of options) command.option(flags, description);
  addCompleteOptions(command, ['variables']);
  command.action(async (words: readonly string[], given: Readonly<Record<string, unknown>>) => {
    const { runDeveloper } = await import('./run-developer.js');
    await runDeveloper(row, { words, options: given, flags: collectFlags(given, isGivenIn(command)), mock: mockText(given['mock']) }, io);
  });
};

/** The commands for a developer's day, each of them a template: explain, review, commit, fix, test, doc. */
export const developerCommands: readonly CommandRow[] = rows.map((row) => ({ name: row.name, description: row.description, configure: configure(row) }));

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';
import { toBashScript } from './bash-script.js';
import { readCommandTree } from './command-tree.js';
import { toFishScript } from './fish-script.js';
import { withHelpBlocks } from './help-blocks.js';
import { toManPage } from './man-page.js';
import { quietIo } from './quiet-io.js';
import { toPowershellScript } from './powershell-script.js';
import { toZshScript } from './zsh-script.js';

const at = (program: Command, path: readonly string[]): Command => path.reduce((command, name) => {
  const child = command.commands.find((each) => each.name() === name);
  if (child === undefined) throw new Error(`A document shows the help of "uada ${path.join(' ')}", which is no command.`);
  return child;
}, program);

const helpOf = (program: Command) => (path: readonly string[]): string =>
  at(program, path).configureHelp({ helpWidth: 80 }).helpInformation();

/** Every generated file, by its path from the root of the repository. */
export const createDocuments = (): ReadonlyMap<string, string> => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const program = createProgram(quietIo, version);
  const tree = readCommandTree(program);
  return new Map([
    ['completions/uada.bash', toBashScript(tree)],
    ['completions/_uada', toZshScript(tree)],
    ['completions/uada.fish', toFishScript(tree)],
    ['completions/uada.ps1', toPowershellScript(tree)],
    ['man/uada.1', toManPage(tree, version)],
    ['README.md', withHelpBlocks(readFileSync('README.md', 'utf8'), helpOf(program))],
  ]);
};

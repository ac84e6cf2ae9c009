import { describe, expect, it } from 'vitest';
import { allCommands, readCommandTree } from '../../scripts/documents/command-tree.js';
import { quietIo } from '../../scripts/documents/quiet-io.js';
import { helpWords } from '../../src/cli/help-words.js';
import { createProgram } from '../../src/cli/program.js';
import { runUada } from '../helpers/run-uada.js';

describe('the help', () => {
  it.each(allCommands(readCommandTree(createProgram(quietIo, '0'))))('of uada $path begins every description with a capital, and ends none with a full stop', ({ path, description, options, arguments: words }) => {
    const all = [...(path.length === 0 ? [] : [description]), ...options.map((one) => one.description), ...words.map((one) => one.description).filter((text) => text !== '')];
    expect(all.filter((text) => !/^[A-Z].*[^.]$/s.test(text))).toEqual([]);
  });

  it.each([
    [[], ['--help']], [['cache'], ['cache', '--help']], [['history', 'list'], ['history', 'list', '--help']],
    [['me', 'understand', 'this'], ['help', 'me', 'understand', 'this']],
  ])('help %j', (words, expected) => {
    expect(helpWords(['help', ...words], ['cache', 'history'])).toEqual(expected);
  });

  it('is printed for the words that name a command, and a prompt stays a prompt', async () => {
    for (const words of [['help', 'history', 'list'], ['history', 'help', 'list']]) {
      expect(await runUada(words)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Usage: uada history list/), stderr: '' });
    }
    expect((await runUada(['help', 'me', 'with mutexes', '--mock', '-q'])).stdout).toContain('help me with mutexes');
    expect((await runUada(['--mock', '-q', '--', 'history', 'of Rome'])).stdout).toContain('history of Rome');
    expect(await runUada(['help', 'modles'])).toEqual({
      exitCode: 2, stdout: '', stderr: 'uada: There is no command "modles". Did you mean uada help models? As a prompt it is uada complete "help modles".\n',
    });
  });
});

describe('a wrong command line', () => {
  it.each([
    [['--bogus', 'hi'], 'uada complete --help'], [['config', 'get'], 'uada config get --help'], [['cache', 'bogus'], 'uada cache --help'], [['bench', '--bogus'], 'uada bench --help'],
  ])('%j names the help that tells the flags', async (words, help) => {
    expect((await runUada(words)).stderr).toMatch(new RegExp(`^uada: [^\\n]*\\. See ${help}\\.\\n$`));
  });
});

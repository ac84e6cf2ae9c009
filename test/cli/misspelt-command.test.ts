import { describe, expect, it } from 'vitest';
import { misspeltCommand } from '../../src/cli/misspelt-command.js';
import { commandNames } from '../../src/cli/program.js';
import { runUada } from '../helpers/run-uada.js';

describe('a misspelt command', () => {
  it.each([
    ['histroy', 'history'], ['complet', 'complete'], ['bnech', 'bench'], ['modles', 'models'], ['cahce', 'cache'], ['docter', 'doctor'], ['provider', 'providers'],
  ])('%s is told from %s', (word, name) => {
    expect(misspeltCommand([word, 'list'], commandNames)).toBe(name);
  });

  it.each(['history', 'what', 'text', 'code', 'branch', 'why', 'Explain what a mutex is', '-m', ''])('"%s" is none', (word) => {
    expect(misspeltCommand([word, 'list'], commandNames)).toBeUndefined();
  });

  it('is asked all the same, and said on stderr, unless that is to be quiet', async () => {
    const run = await runUada(['histroy', 'of Rome', '--mock']);
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('histroy of Rome') });
    expect(run.stderr).toContain('uada: There is no command "histroy": the words are taken as a prompt. Did you mean uada history?\n');
    expect((await runUada(['histroy', 'of Rome', '--mock', '-q'])).stderr).toBe('');
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../scripts/documents/documents.js';
import { runUada } from '../helpers/run-uada.js';

const documents = createDocuments();

describe('what is generated from the command tree', () => {
  it.each([...documents.keys()])('%s is current (else: npm run documents)', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(documents.get(path));
  });

  it('names every command that the help names', async () => {
    const { stdout } = await runUada(['--help']);
    const commands = stdout.split('Commands:')[1]!.split('\n\n')[0]!.match(/^ {2}([a-z]+)/gm)!.map((line) => line.trim());
    expect(commands.length).toBeGreaterThan(5);
    for (const [path, text] of documents) {
      if (path === 'README.md') continue;
      for (const command of commands) expect(text, `${path}: ${command}`).toContain(command);
    }
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])('the command prints the script of %s', async (shell) => {
    const { stdout, exitCode } = await runUada(['completion', shell]);
    expect(exitCode).toBe(0);
    expect([...documents.values()]).toContain(stdout);
  });

  it('a shell that is none of the four is an error that names them', async () => {
    const { stderr, exitCode } = await runUada(['completion', 'tcsh']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bash, zsh, fish, powershell');
  });

  it.skipIf(spawnSync('mandoc', ['-T', 'lint', '/dev/null']).error !== undefined)('the manual page is well-formed', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', 'man/uada.1'], { encoding: 'utf8' });
    // A date would make the page differ from one day to the next.
    expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([]);
  });
});

import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';

const home = (): string => mkdtempSync(join(tmpdir(), 'uada-home-'));
const messagesOf = (stdout: string): unknown => JSON.parse(stdout).body.messages;

describe('a conversation', () => {
  it('goes on with -c where this terminal left it, with the model that answered', async () => {
    const env = { HOME: home(), TMUX_PANE: '%1' };
    await runUada(['--mock=text=one', '-p', 'groq', '-s', 'terse', 'first'], { env });
    await runUada(['--mock=text=elsewhere', 'other'], { env: { ...env, TMUX_PANE: '%2' } });
    const run = await runUada(['--mock', '-c', '--dry-run', '--json', 'second'], { env });
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'groq' });
    expect(messagesOf(run.stdout)).toEqual([
      { role: 'system', content: 'terse' }, { role: 'user', content: 'first' }, { role: 'assistant', content: 'one' }, { role: 'user', content: 'second' },
    ]);
  });

  it('keeps the turns of a named session in order', async () => {
    const env = { HOME: home() };
    await runUada(['--mock=text=one', '--session', 'work', 'first'], { env });
    await runUada(['--mock=text=two', '--session', 'work', 'second'], { env });
    const run = await runUada(['--mock', '--session', 'work', '--dry-run', '--json', 'third'], { env });
    expect(messagesOf(run.stdout)).toEqual([
      { role: 'user', content: 'first' }, { role: 'assistant', content: 'one' },
      { role: 'user', content: 'second' }, { role: 'assistant', content: 'two' }, { role: 'user', content: 'third' },
    ]);
  });

  it('cannot be continued where there is none, and leaves no trace with --no-history', async () => {
    const env = { HOME: home(), TMUX_PANE: '%1' };
    await runUada(['--mock', '--no-history', 'secret'], { env });
    const run = await runUada(['--mock', '-c', 'more'], { env });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/no conversation in this terminal.*--session/);
  });

  it('says that it cannot be known whether there is one, where the history cannot be used', async () => {
    const env = { HOME: home(), TMUX_PANE: '%1' };
    mkdirSync(join(env.HOME, '.local/share/uada/history.db'), { recursive: true });
    const run = await runUada(['--mock', '-c', 'more'], { env });
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.stringMatching(/^uada: The history is off for this run: .*\nuada: Without the history there is nothing to continue\. Leave out --continue .*\n$/)]);
  });

  it('is kept in a file that only its owner can read', async () => {
    const env = { HOME: home() };
    await runUada(['--mock', 'hi'], { env });
    expect(statSync(join(env.HOME, '.local/share/uada/history.db')).mode & 0o777).toBe(0o600);
  });

  it('keeps what came of an answer that broke off', async () => {
    const env = { HOME: home(), TMUX_PANE: '%1' };
    const broken = await runUada(['--mock=text=one two three four,fault=truncate:2', 'first'], { env });
    const run = await runUada(['--mock', '-c', '--dry-run', '--json', 'go on'], { env });
    expect(messagesOf(run.stdout)).toContainEqual({ role: 'assistant', content: broken.stdout });
  });
});

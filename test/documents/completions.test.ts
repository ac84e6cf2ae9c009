import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, ownEnvironment, runUada } from '../helpers/run-uada.js';
import type { PtyRun } from '../ui/pty.js';
import { runInPty } from '../ui/pty.js';

const folder = mkdtempSync(join(tmpdir(), 'uada-shells-'));
symlinkSync(bin, join(folder, 'uada'));
const variables = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, UADA_DATA_DIR: join(folder, 'data'), UADA_CONFIG_DIR: join(folder, 'config') };
const has = (shell: string): boolean => spawnSync(shell, ['--version']).error === undefined;
const needsShells = process.env['UADA_TEST_NEED_SERVERS'] === '1';

beforeAll(async () => {
  await runUada(['complete', '--mock', '--session', 'deep-thought', 'hello'], { env: variables });
});

type Complete = (line: string) => readonly string[];

const inBash: Complete = (line) => {
  const program = [
    `source ${resolve('completions/uada.bash')}`,
    // As readline cuts a line: at spaces, and at = and : as words of their own.
    'mapfile -t COMP_WORDS < "$1"', 'COMP_CWORD=$((${#COMP_WORDS[@]} - 1))', 'COMP_LINE=$2', '_uada', 'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const words = line.split(' ').flatMap((word) => (word === '' ? [''] : word.split(/(?=[=:])|(?<=[=:])/)));
  const file = join(folder, 'words');
  writeFileSync(file, `${words.join('\n')}\n`);
  return execFileSync('bash', ['-c', program, 'bash', file, line], { env: ownEnvironment(variables), encoding: 'utf8' }).split('\n').filter((word) => word !== '');
};

const inFish: Complete = (line) =>
  execFileSync('fish', ['-N', '-c', `source ${resolve('completions/uada.fish')}; complete -C "$argv[1]"`, line], { env: ownEnvironment(variables), encoding: 'utf8' })
    .split('\n').filter((word) => word !== '').map((word) => word.split('\t')[0]!);

const cases: readonly (readonly [title: string, line: string, expected: readonly string[]])[] = [
  ['a command', 'uada comple', ['complete', 'completion']],
  ['a command below a command', 'uada cache cl', ['clear']],
  ['a flag of the default command', 'uada --max-tok', ['--max-tokens']],
  ['a flag of a command', 'uada bench --arr', ['--arrival']],
  ['a flag after a prompt', 'uada hello --max-tok', ['--max-tokens']],
  ['the words of a flag', 'uada complete --reasoning h', ['high']],
  ['a provider', 'uada complete -p gro', ['groq']],
  ['a provider of the default command', 'uada -p gro', ['groq']],
  ['a session that was', 'uada complete --session deep', ['deep-thought']],
  ['a provider whose key is set', 'uada keys set oll', ['ollama']],
  ['a template', 'uada complete -t expl', ['explain']],
  ['a shell', 'uada completion fi', ['fish']],
];

describe.skipIf(!needsShells && !has('bash'))('bash', () => {
  it.each(cases)('completes %s', (_, line, expected) => expect(inBash(line)).toEqual(expected));
  it('completes behind an equals sign and a colon, of which bash replaces the last piece', () => {
    expect(inBash('uada complete --reasoning=h')).toEqual(['high']);
    expect(inBash('uada complete -m openrouter:aion').every((word) => !word.includes(':'))).toBe(true);
  });
  it('completes the name of a file', () => expect(inBash('uada complete -f packa')).toEqual(expect.arrayContaining(['package.json'])));
  it('offers nothing for the value of a flag that is a text', () => expect(inBash('uada complete -s ca')).toEqual([]));
});

describe.skipIf(!needsShells && !has('fish'))('fish', () => {
  it.each(cases)('completes %s', (_, line, expected) => expect(inFish(line).slice(0, expected.length)).toEqual(expected));
  it('completes the name of a file', () => expect(inFish('uada complete -f packa')).toContain('package.json'));
});

describe.skipIf(!needsShells && !has('zsh'))('zsh', () => {
  const start = async () => {
    const run = runInPty([`exec zsh -f -i`], { variables: { ...variables, PS1: '%% ', ZDOTDIR: folder }, columns: 160, shell: true });
    run.write(`autoload -Uz compinit && compinit -u -d ${folder}/dump; source ${resolve('completions/_uada')}; unsetopt beep; print re""ady\r`);
    // Only the line editor that follows the prompt knows what a tab means.
    await run.until(/ready\r\n[\s\S]*\?2004h/);
    return run;
  };

  /** zsh writes only what changes, so the screen tells what a person sees. */
  const untilShown = async (run: PtyRun, pattern: RegExp): Promise<void> => {
    while (!(await run.lines()).some((line) => pattern.test(line))) await delay(20);
  };

  it.each(cases.filter(([, , expected]) => expected.length === 1))('completes %s', async (_, line, expected) => {
    const run = await start();
    run.write(`${line}\t`);
    await untilShown(run, new RegExp(`% ${line.slice(0, line.lastIndexOf(' '))} ${expected[0]!}`));
    run.kill('SIGKILL');
    await run.ended;
  });

  it('lists the commands with what they do', async () => {
    const run = await start();
    run.write('uada comp\t\t');
    await untilShown(run, /complete +-- Send one prompt/);
    run.kill('SIGKILL');
    await run.ended;
  });
});

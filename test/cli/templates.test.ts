import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Finished, RunOptions } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { configIn } from './config-in.js';

const packaged = fileURLToPath(new URL('../../templates', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'uada-templates-'));
const code = join(folder, 'sum.js');
writeFileSync(code, 'export const sum = (a, b) => a - b;\n');

/** A config directory with template files of its own. */
const withFiles = (files: Readonly<Record<string, string>>, config = ''): { readonly UADA_CONFIG_DIR: string } => {
  const env = configIn(config);
  mkdirSync(join(env.UADA_CONFIG_DIR, 'templates'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(env.UADA_CONFIG_DIR, 'templates', name), text);
  return env;
};

type Sent = { readonly model: string; readonly temperature?: number; readonly messages: readonly { readonly role: string; readonly content: string }[] };

const plan = async (words: readonly string[], options: RunOptions = {}): Promise<Sent> => {
  const run = await runUada([...words, '--mock', '--dry-run', '--json', '-p', 'openai'], options);
  expect(run.stderr).toBe('');
  return (JSON.parse(run.stdout) as { readonly body: Sent }).body;
};

const promptOf = async (words: readonly string[], options?: RunOptions): Promise<string> => (await plan(words, options)).messages.at(-1)!.content;

const greet = '+++\ndescription = "Greets"\nsystem = "Speak {{language}}."\ntemperature = 0.5\n[variables]\nlanguage = "English"\n+++\n\nGreet {{who}}.\n';

describe('complete with --template', () => {
  it('fills in variables, takes settings, and puts the words behind', async () => {
    const body = await plan(['complete', '-t', 'greet', '-v', 'who=Ann', 'Be brief.'], { env: withFiles({ 'greet.md': greet }) });
    expect(body).toMatchObject({ temperature: 0.5, messages: [{ role: 'system', content: 'Speak English.' }, { content: 'Greet Ann.\n\nBe brief.' }] });
  });

  it('lets a flag overrule the template, and the template the config', async () => {
    const env = withFiles({ 'greet.md': greet }, 'temperature = 1.5\n');
    const words = ['-t', 'greet', '-v', 'who=Ann', '-v', 'language=French'];
    expect(await plan(['complete', ...words, '--temperature', '0.1'], { env })).toMatchObject({ temperature: 0.1, messages: [{ content: 'Speak French.' }, {}] });
    expect(await plan(['complete', ...words], { env })).toMatchObject({ temperature: 0.5 });
  });

  it('takes a template out of config.toml, or a file by its path', async () => {
    const env = configIn('[templates.short]\nprompt = "Shorten: {{input}}"\n');
    expect(await promptOf(['complete', '-t', 'short', 'some words'], { env })).toBe('Shorten: some words');
    const path = join(folder, 'own.md');
    writeFileSync(path, 'Say {{what}}.');
    expect(await promptOf(['complete', '-t', path, '--var', 'what=a=b'])).toBe('Say a=b.');
  });

  it('puts documents where the input stands, and the words at the end or at their place', async () => {
    const env = withFiles({ 'in.md': 'Look:\n{{input}}\nNow.', 'both.md': '{{prompt}}: {{input}}' });
    const block = '<document name="stdin">\ndata\n</document>';
    expect(await promptOf(['complete', '-t', 'in', 'And why?'], { env, stdin: 'data' })).toBe(`Look:\n${block}\nNow.\n\nAnd why?`);
    expect(await promptOf(['complete', '-t', 'both', 'Why'], { env, stdin: 'data' })).toBe(`Why: ${block}`);
  });

  const faults: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
    ['a variable without a value', { 'a.md': 'Hi {{who}}' }, ['-t', 'a'], /template a needs a value for who\. Give it: --var who=VALUE\./],
    ['a variable it does not have', { 'a.md': 'Hi {{who}}' }, ['-t', 'a', '-v', 'whom=x'], /no variable whom\. Did you mean who\?/],
    ['a variable without its value', { 'a.md': 'Hi {{who}}' }, ['-t', 'a', '-v', 'who'], /--var who is not of the form name=value/],
    ['variables without a template', {}, ['-v', 'a=1', 'hi'], /--var fills in a template, and none is named/],
    ['no input where some is needed', { 'a.md': '{{input}}' }, ['-t', 'a', '--no-stdin'], /template a needs something to work on/],
    ['an unknown name', {}, ['-t', 'reviw', 'x'], /no template called reviw\. Did you mean review\?/],
    ['a name that leaves the directory', {}, ['-t', '../config', 'x'], /template file \.\.\/config does not exist/],
    ['an unknown setting', { 'a.md': '+++\n\ntemprature = 1\n+++\nHi' }, ['-t', 'a'], /a\.md:3:1: a template has no setting "temprature"\. Did you mean temperature\?/],
    ['a wrong value', { 'a.md': '+++\ntemperature = "hot"\n+++\nHi' }, ['-t', 'a'], /a\.md:2:1: temperature must be a number/],
    ['a head that does not end', { 'a.md': '+++\nseed = 1\n' }, ['-t', 'a'], /a\.md:\d+:\d+: the template a has no prompt\. Write it behind the second line/],
    ['a head that is no TOML', { 'a.md': '+++\nseed = = 1\n+++\nHi' }, ['-t', 'a'], /a\.md:2:8: /],
  ];
  it.each(faults)('refuses %s with exit code 2', async (_name, files, words, says) => {
    const run = await runUada(['complete', '--mock', ...words], { env: withFiles(files) });
    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('refuses a wrong template in config.toml with its place', async () => {
    const run = await runUada(['--mock', 'hi'], { env: configIn('[templates.a]\nprompt = "x"\nmodle = "y"\n') });
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/config\.toml:3:1: a template has no setting "modle"\. Did you mean model\?/) });
  });
});

describe('templates', () => {
  it('lists the built-in ones and your own, which go first', async () => {
    const env = withFiles({ 'commit.md': '+++\ndescription = "Mine"\n+++\nMy {{input}}', 'bad.md': '+++\nx = 1\n+++\nHi' }, '[templates.tiny]\nprompt = "x"\n');
    const rows = JSON.parse((await runUada(['templates', 'list', '--json'], { env })).stdout) as { name: string; origin: string; description: string }[];
    expect(rows.map(({ name, origin }) => [name, origin])).toEqual([
      ['bad', 'file'], ['commit', 'file'], ['doc', 'built-in'], ['explain', 'built-in'], ['fix', 'built-in'], ['review', 'built-in'], ['shell', 'built-in'], ['test', 'built-in'], ['tiny', 'config'],
    ]);
    expect(rows[0]!.description).toMatch(/no setting "x"/);
    expect(await promptOf(['commit'], { env, stdin: 'a diff' })).toContain('My <document name="stdin">\na diff');
  });

  it.each(readdirSync(packaged).map((name) => name.replace('.md', '')))('shows %s as it is in the package, to copy it', async (name) => {
    expect(await runUada(['templates', 'show', name])).toMatchObject({ exitCode: 0, stderr: '', stdout: readFileSync(join(packaged, `${name}.md`), 'utf8') });
    const json = JSON.parse((await runUada(['templates', 'show', name, '--json'])).stdout);
    expect(json).toMatchObject({ name, description: expect.any(String), prompt: expect.stringContaining('{{input}}') });
    expect(Object.values(json.variables)).not.toContain(null);
  });

  it('shows a template of config.toml as the file that it could be', async () => {
    const env = configIn('[templates.a]\nprompt = "Hi {{who}}"\ntemperature = 0.5\nvariables = { who = "you" }\n');
    const shown = (await runUada(['templates', 'show', 'a'], { env })).stdout;
    expect(await promptOf(['complete', '-t', 'a'], { env: withFiles({ 'a.md': shown }) })).toBe('Hi you');
  });

  it('makes the directory it names, for you alone', async () => {
    const env = configIn('');
    const { stdout } = await runUada(['templates', 'path'], { env });
    expect(stdout).toBe(`${join(env.UADA_CONFIG_DIR, 'templates')}\n`);
    expect(statSync(stdout.trim()).mode & 0o777).toBe(0o700);
  });
});

const repository = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-git-'));
  const git = (...words: readonly string[]): void => void execFileSync('git', words, { cwd: directory, stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: directory } });
  git('init', '-q');
  writeFileSync(join(directory, 'a.txt'), 'first\n');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'x');
  return directory;
};

const stage = (directory: string, text: string): void => {
  writeFileSync(join(directory, 'a.txt'), text);
  execFileSync('git', ['add', '.'], { cwd: directory });
};

const unborn = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-git-'));
  execFileSync('git', ['init', '-q'], { cwd: directory, stdio: 'ignore' });
  return directory;
};

describe('a command for the developer', () => {
  it('commit takes what is staged, review everything since the last commit', async () => {
    const cwd = repository();
    stage(cwd, 'staged\n');
    writeFileSync(join(cwd, 'a.txt'), 'unstaged\n');
    const commit = await promptOf(['commit', 'Closes #7'], { cwd });
    expect(commit).toMatch(/^<document name="git diff --cached">\n[^]*\+staged\n<\/document>[^]*\n\nCloses #7$/);
    expect(commit).not.toContain('unstaged');
    expect(await promptOf(['review'], { cwd })).toMatch(/^<document name="git diff HEAD">\n[^]*\+unstaged\n/);
    expect(await promptOf(['review', 'a.txt', 'Only names'], { cwd })).toMatch(/^<document name="a\.txt">\nunstaged\n[^]*Only names$/);
  });

  it('review says how many new files are not in the diff', async () => {
    const cwd = repository();
    writeFileSync(join(cwd, 'new.txt'), 'new\n');
    expect(await runUada(['review', '--mock'], { cwd })).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^uada: Nothing has changed since the last commit\. One file that git does not track is left out; `git add -N FILE` takes it in\.\n$/) });
    writeFileSync(join(cwd, 'a.txt'), 'changed\n');
    writeFileSync(join(cwd, 'newer.txt'), 'newer\n');
    expect((await runUada(['review', '--mock'], { cwd })).stderr).toContain('2 files that git does not track are left out');
    expect((await runUada(['review', '--mock', '-q'], { cwd })).stderr).toBe('');
    expect((await runUada(['commit', '--mock'], { cwd })).stderr).not.toContain('track');
  });

  it('takes a diff that is piped in before that of the repository', async () => {
    const cwd = repository();
    stage(cwd, 'staged\n');
    for (const command of ['commit', 'review']) expect(await promptOf([command], { cwd, stdin: 'piped diff' })).toMatch(/^<document name="stdin">\npiped diff\n<\/document>/);
  });

  it('runs no program that the settings of a repository name', async () => {
    const cwd = repository();
    const canary = join(cwd, 'ran');
    writeFileSync(join(cwd, '.gitattributes'), '* diff=evil\n');
    for (const key of ['diff.external', 'diff.evil.command', 'diff.evil.textconv', 'core.fsmonitor']) execFileSync('git', ['config', key, `touch ${canary}; cat`], { cwd });
    writeFileSync(join(cwd, 'a.txt'), 'changed\n');
    execFileSync('git', ['-c', 'core.fsmonitor=false', 'add', '.'], { cwd });
    for (const command of ['commit', 'review']) expect(await promptOf([command], { cwd })).toContain('+changed');
    expect(readdirSync(cwd)).not.toContain('ran');
  });

  it('explain takes files, a text or what is piped in', async () => {
    expect(await promptOf(['explain', code])).toMatch(/^<document name=".*sum\.js">\nexport const sum/);
    expect(await promptOf(['explain', 'what', 'is', 'a', 'mutex'])).toMatch(/^what is a mutex\n\nExplain this\./);
    expect(await promptOf(['explain', code, 'Why minus?'])).toMatch(/\n\nWhy minus\?$/);
    expect(await promptOf(['explain'], { stdin: 'a log' })).toMatch(/^<document name="stdin">\na log\n/);
  });

  it('the template shell asks for a command of your shell, and prints it without a fence', async () => {
    expect(await promptOf(['-t', 'shell', 'large files'])).toMatch(/^large files\n\nWrite one command for bash on Linux that does this/);
    expect(await promptOf(['-t', 'shell', '-v', 'shell=fish', 'stage them'], { stdin: 'git status' })).toMatch(/^<document name="stdin">\ngit status\n<\/document>\n\nWrite one command for fish [^]*\n\nstage them$/);
    const answer = join(folder, 'command.txt');
    writeFileSync(answer, '```sh\nls -lS\n```\n');
    expect((await runUada(['-t', 'shell', '-q', `--mock=text=@${answer}`, 'files'])).stdout).toBe('ls -lS\n');
  });

  it.each(['fix', 'test', 'doc'])('%s answers with the code alone', async (command) => {
    const answer = join(folder, 'answer.txt');
    writeFileSync(answer, 'Here:\n\n```js\nconst sum = 1;\n```\nDone.\n');
    expect(await runUada([command, code, '-q', `--mock=text=@${answer}`])).toMatchObject({ exitCode: 0, stderr: '', stdout: 'const sum = 1;\n' });
  });

  it('has short flags for variables, and takes the flags of complete', async () => {
    expect(await promptOf(['fix', code, '--message', 'sums are wrong'])).toContain('What goes wrong: sums are wrong.');
    expect(await promptOf(['test', code, '--framework', 'vitest'])).toContain('Test framework: vitest.');
    const run = await runUada(['explain', code, '--mock', '--json', '-m', 'groq/x', '--max-tokens', '20']);
    expect(JSON.parse(run.stdout)).toMatchObject({ provider: 'groq', model: 'x', error: null });
  });

  const large = (): string => {
    const cwd = repository();
    stage(cwd, 'a line of text\n'.repeat(100_000));
    return cwd;
  };
  const faults: readonly (readonly [string, readonly string[], () => string, RegExp])[] = [
    ['nothing staged', ['commit'], repository, /Nothing is staged for a commit\. Stage it with git add/],
    ['nothing changed', ['review'], repository, /Nothing has changed since the last commit\./],
    ['no repository', ['commit'], () => folder, /in no git repository.*pipe the diff in/],
    ['a repository without a commit', ['review'], unborn, /The repository has no commit yet\. Name files/],
    ['a diff that is too large', ['commit'], large, /"git diff --cached" is larger than 1 MB.*-- src \| uada/],
    ['a missing file', ['fix', 'nope.js'], () => folder, /The file nope\.js does not exist.*uada complete "fix …"/],
    ['a missing file to explain', ['explain', 'nope.js'], () => folder, /The file nope\.js does not exist/],
    ['a directory', ['test', '.'], () => folder, /\. is a directory\. Name the files in it\./],
    ['nothing', ['doc'], () => folder, /There is nothing to document\. Name a file, uada doc FILE, or pipe it in\./],
  ];
  it.each(faults)('says what to do about %s', async (_name, words, makeFolder, says) => {
    const run: Finished = await runUada([...words, '--mock'], { cwd: makeFolder() });
    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(says) });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says so when git is not installed', async () => {
    expect((await runUada(['commit', '--mock'], { env: { PATH: '/nowhere' } })).stderr).toMatch(/git is not installed/);
  });
});

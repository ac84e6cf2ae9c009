import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { quietIo } from '../../scripts/documents/quiet-io.js';
import { createProgram } from '../../src/cli/program.js';
import { runUada } from '../helpers/run-uada.js';

type Leaf = { readonly path: readonly string[]; readonly command: Command };

const leavesOf = (command: Command, path: readonly string[]): readonly Leaf[] => [
  ...(command.commands.length === 0 ? [{ path, command }] : []),
  ...command.commands.flatMap((child) => leavesOf(child, [...path, child.name()])),
];

const leaves = leavesOf(createProgram(quietIo, '0'), []);

/** Runs with an empty home, and expects one line on stderr, exit code 2, no output, and nothing written anywhere. */
const expectRefusal = async (words: readonly string[], says: RegExp): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
  const cwd = mkdtempSync(join(tmpdir(), 'uada-cwd-'));
  const run = await runUada(words, { env: { HOME: home }, cwd });
  expect(run, words.join(' ')).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(says) });
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect([...readdirSync(home), ...readdirSync(cwd)]).toEqual([]);
};

describe('bad input', () => {
  it('is looked for in every command', () => {
    expect(leaves.length).toBeGreaterThan(35);
  });

  // What follows "keys set" may be a key and is never repeated; test/cli/keys.test.ts has its words.
  it.each(leaves.filter(({ path }) => path.join(' ') !== 'keys set').map(({ path, command }) => [path.join(' '), path, command] as const))('%s names an unknown flag, and an argument that is missing', async (_name, path, command) => {
    await expectRefusal([...path, '--no-such-flag'], /^uada: Unknown option '--no-such-flag'/);
    const required = command.registeredArguments.find((argument) => argument.required);
    if (required !== undefined) await expectRefusal(path, new RegExp(`Missing required argument '${required.name()}'`));
    if (command.registeredArguments.length === 0) await expectRefusal([...path, 'surplus'], /Too many arguments/);
  });

  it.each([
    [['complete', '--temperature', 'hot', 'hi'], /--temperature must be a number/],
    [['complete', '--timeout', 'soon', 'hi'], /--timeout must be a duration/],
    [['complete', '--format', 'yaml', 'hi'], /--format must be text, json or ndjson/],
    [['complete', '--mock', '-f', 'missing.txt', 'hi'], /missing\.txt does not exist/],
    [['complete', '--mock', '--schema', 'missing.json', 'hi'], /missing\.json/],
    [['complete', '--mock', '--schema', 'missing.json', 'hi'], /missing\.json does not exist.*--schema/],
    [['complete', '--mock', '-o', 'missing/answer.txt', 'hi'], /missing\/answer\.txt cannot be written: its directory does not exist.*--output/],
    [['complete', '--mock', '-o', '.', 'hi'], /cannot be written: it is a directory/],
    [['complete', '--mock', '--ca-cert', 'missing.pem', 'hi'], /missing\.pem cannot be read.*--ca-cert/],
    [['compare', '--mock', '-m', 'openai/a,groq/b', '--ca-cert', 'missing.pem', 'hi'], /missing\.pem cannot be read.*--ca-cert/],
    ...['csv', 'jsonl', 'html', 'hdr', 'save'].map((flag) => [['bench', '--mock', `--${flag}`, 'missing/run.txt'], new RegExp(`missing/run\\.txt cannot be written.*--${flag}`)] as const),
    [['bench', '--mock', '--baseline', 'missing.json'], /missing\.json cannot be read/],
    [['batch', 'missing.jsonl', '--mock'], /missing\.jsonl does not exist/],
    [['batch', '-', '--mock', '-o', 'missing/out.jsonl'], /missing\/out\.jsonl cannot be written: its directory does not exist.*--output/],
    [['batch', '-', '--mock', '--template', '@missing.txt'], /missing\.txt cannot be read.*--template/],
    [['batch', '-', '--mock', '--template', 'no gap'], /--template has no \{\{column\}\}/],
    [['batch', '-', '--mock', '--concurrency', '0'], /--concurrency must be a whole number/],
    [['batch', '-', '--resume', '--mock'], /--resume needs the output/],
    [['batch', 'fetch', 'nobody'], /No batch called nobody/],
    [['batch', 'status', 'nobody'], /No batch called nobody/],
    [['explain', 'missing.txt'], /missing\.txt does not exist/],
    [['fix', 'missing.txt'], /missing\.txt does not exist/],
    [['bench', '--mock', '-n', 'many'], /--requests|-n/],
    [['bench', '--mock', '--rate', 'fast'], /--rate/],
    [['bench', '--mock', '--slo', 'nonsense'], /--slo|nonsense/],
    [['bench', '--mock', '--prompts', 'missing.txt'], /missing\.txt/],
    [['models', '-p', 'opnai'], /opnai.*openai/],
    [['doctor', '-p', 'opnai', '--offline'], /opnai.*openai/],
    [['doctor', '--mock=tftt=1'], /tftt.*ttft/],
    [['chat', '--temperature', 'hot'], /--temperature must be a number/],
    [['chat', '--mock=tftt=1'], /tftt.*ttft/],
    [['chat'], /needs a terminal/],
    [['history', 'list', '-p', 'opnai'], /opnai.*openai/],
    [['history', 'search', 'word', '-p', 'opnai'], /opnai.*openai/],
    [['history', 'show', '7'], /no answer 7/],
    [['bench', 'report'], /No load test/],
    [['commit', '--mock'], /in no git repository/],
    [['review', '--mock'], /in no git repository/],
    [['cache', 'show', 'abc'], /has the key abc/],
    [['complete', '--mock', '-c'], /no conversation in this terminal/],
    [['complete', '--mock', '--session', 'nobody'], /There is no prompt/],
    [['mock', '--port', 'high'], /--port must be a whole number/],
    [['mock', '--ttft', 'slow'], /ttft/],
    [['cache', 'list', '--limit', '0'], /--limit must be a whole number/],
    [['cache', 'show', 'nope'], /nope/],
    [['cache', 'prune', '--max-size', 'big'], /--max-size must be a size/],
    [['cache', 'import', 'missing.jsonl'], /missing\.jsonl cannot be read/],
    [['history', 'list', '--limit', 'x'], /--limit must be a whole number/],
    [['history', 'list', '--since', 'x'], /--since must be a span/],
    [['history', 'show', 'x'], /must be a whole number; it is "x"/],
    [['history', 'rm', '7', '8'], /no answer 7, 8 in the history/],
    [['history', 'rm', 'x'], /must be a whole number; it is "x"/],
    [['templates', 'show', 'nope'], /no template called nope/],
    [['config', 'get', 'nope'], /no setting "nope"/],
    [['config', 'set', 'seed', 'x'], /seed must be a whole number/],
    [['config', 'unset', 'seed'], /seed is not set/],
    [['config', 'validate', 'missing.toml'], /missing\.toml does not exist/],
    [['config', 'init', '--color', 'blue'], /--color must be auto, always or never/],
    [['keys', 'rm', 'nope'], /nope/],
    [['completion', 'csh'], /csh/],
  ] as const)('%j is refused by the name of the flag or the file', (words, says) => expectRefusal(words, says));
});

/** Files that are not what they should be, made once, outside of where nothing may be written. */
const folder = mkdtempSync(join(tmpdir(), 'uada-bad-'));
const badFile = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const empty = badFile('empty', '');
const binary = badFile('binary', Buffer.from([0x22, 0x00, 0xff, 0x22, 0x0a]));
const latin = badFile('latin', Buffer.from('"caf\xe9"\n', 'latin1'));
const nonsense = badFile('nonsense', '"fine"\nnonsense\n');
const directory = join(folder, 'directory');
mkdirSync(directory);

const csv = (name: string, text: string): readonly string[] => ['batch', badFile(`${name}.csv`, text), '--template', 'Say {{word}}', '--mock'];
const jsonl = (name: string, text: string): readonly string[] => ['batch', badFile(`${name}.jsonl`, text), '--mock'];

describe('a file that is not what it should be', () => {
  it.each([
    [['complete', '--mock', '-f', directory, 'hi'], /directory is a directory\. Check the path after --file/],
    [['complete', '--mock', '-f', binary, 'hi'], /binary is neither text nor an image/],
    [['complete', '--mock', '-f', latin, 'hi'], /latin is not UTF-8 text/],
    [['complete', '--mock', '--schema', directory, 'hi'], /directory is a directory\. Check the path after --schema/],
    [['complete', '--mock', '--schema', empty, 'hi'], /empty is not valid JSON/],
    [['complete', '--mock', '--schema', nonsense, 'hi'], /nonsense is not valid JSON/],
    [['complete', '--mock', '--ca-cert', directory, 'hi'], /directory cannot be read: it is a directory.*--ca-cert/],
    [['complete', '--mock', '-t', directory, 'hi'], /directory cannot be read: it is a directory/],
    [['complete', '--mock', '-t', empty, 'hi'], /empty:1:1: .*no prompt/],
    [['complete', '--mock', '-t', latin, 'hi'], /latin:1:5: this is not UTF-8 text/],
    [['complete', '--mock', '-t', badFile('fault.md', '+++\nsystem = "a"\nnope = 1\n+++\nHi\n'), 'hi'], /fault\.md:3:1: .*no setting "nope"/],
    [['complete', '--mock', '-t', badFile('torn.md', '+++\nsystem = "a\n+++\nHi\n'), 'hi'], /torn\.md:2:12: /],
    [['batch', directory, '--mock'], /directory is a directory/],
    [['batch', empty, '--mock'], /empty holds no prompt/],
    [['batch', binary, '--mock'], /binary, line 1: It is not UTF-8 text/],
    [['batch', latin, '--mock'], /latin, line 1: It is not UTF-8 text/],
    [['batch', nonsense, '--mock'], /nonsense, line 2: It is not JSON/],
    [jsonl('endless', `"fine"\n"${'x'.repeat(33 * 2 ** 20)}`), /endless\.jsonl, line 2: It is longer than 32 MiB/],
    [jsonl('twice', '{"id":"a","prompt":"1"}\n\n{"id":"a","prompt":"2"}\n'), /twice\.jsonl, line 3: The id "a" is that of line 1 already/],
    [jsonl('number', '{"prompt":5}\n'), /number\.jsonl, line 1: There is neither "prompt"/],
    [jsonl('field', '{"prompt":"a","foo":1}\n'), /field\.jsonl, line 1: "foo" means nothing here/],
    [csv('quote', 'word\n"a\nb\n'), /quote\.csv, line 3: Quote Not Closed/],
    [csv('columns', 'word,other\na,b\na,b,c\n'), /columns\.csv, line 3: .*columns length is 2, got 3/],
    [csv('column', 'x,y\na,b\n'), /column\.csv, line 2: There is no column "word".*The columns are x, y/],
    [['batch', '-', '--mock', '--template', `@${latin}`], /latin is not UTF-8 text/],
    ...[directory, empty, binary, latin].map((file) => [['bench', '--mock', '--prompts', file], /directory cannot be read: it is a directory.*--prompts|empty holds no prompt|(?:binary|latin) is not UTF-8 text/] as const),
    [['bench', '--mock', '--replay', directory], /directory cannot be read: it is a directory.*--replay/],
    [['bench', '--mock', '--replay', badFile('trace', '{"timestamp":0,"input_length":1,"output_length":1}\n\n{"timestamp":"x"}\n')], /trace, line 3: the request cannot be read/],
    ...[directory, empty, binary, nonsense].flatMap((file) => [
      [['bench', 'merge', file, file], /directory cannot be read: it is a directory|is no complete run of uada bench/] as const,
      [['bench', '--mock', '--baseline', file], /directory cannot be read: it is a directory|is no complete run of uada bench/] as const,
      [['bench', 'report', file], /directory cannot be read: it is a directory|is no complete run of uada bench/] as const,
      [['bench', 'compare', file, file], /directory cannot be read: it is a directory|is no complete run of uada bench/] as const,
    ]),
    [['config', 'validate', directory], /directory cannot be read: it is a directory/],
  ] as const)('%j is refused by its name and place', (words, says) => expectRefusal(words, says));

  it.each([
    [['complete', '--mock', 'hi'], /stdin is neither text nor an image/], [['review', '--mock'], /stdin is neither text nor an image/],
    [['cache', 'import', '-'], /stdin holds no answer that can be added/],
    [['keys', 'set', 'openai'], /stdin is not UTF-8 text\. Nothing was stored\./], [['config', 'set', 'model', '-'], /stdin is not UTF-8 text\. Nothing was stored\./],
  ] as const)('%j is refused with bytes on stdin that are no text', async (words, says) => {
    const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
    const run = await runUada(words, { env: { HOME: home }, stdin: Buffer.from([0x00, 0xff, 0x80, 0x0a]) });
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.stringMatching(says)]);
    expect(existsSync(join(home, '.config/uada'))).toBe(false);
  });

  it.each([[directory, /directory cannot be read: it is a directory/], [binary, /binary holds no answer that can be added/], [nonsense, /nonsense holds no answer/]])('%s is no export of a cache', async (file, says) => {
    const run = await runUada(['cache', 'import', file], { env: { HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) } });
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([2, '', expect.stringMatching(says)]);
  });
});

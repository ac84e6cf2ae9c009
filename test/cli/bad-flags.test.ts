import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandNode, OptionNode } from '../../scripts/documents/command-tree.js';
import { allCommands, readCommandTree } from '../../scripts/documents/command-tree.js';
import { quietIo } from '../../scripts/documents/quiet-io.js';
import { createProgram } from '../../src/cli/program.js';
import { reportFailure } from '../../src/cli/report-failure.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';

const before = process.cwd();
const cwd = mkdtempSync(join(tmpdir(), 'uada-cwd-'));
beforeAll(() => process.chdir(cwd));
afterAll(() => process.chdir(before));

const caughtIn = (texts: string[]): Writable => new Writable({ write: (chunk, _encoding, done) => { texts.push(String(chunk)); done(); } });

type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string; readonly made: readonly string[] };

/** One command line in this process, in an empty home, with nothing on stdin; one that has not ended in 10 s is stopped. */
const run = async (words: readonly string[]): Promise<Ended> => {
  const home = mkdtempSync(join(tmpdir(), 'uada-home-'));
  const [out, err]: [string[], string[]] = [[], []];
  const stderr = caughtIn(err);
  const io = {
    ...quietIo, stdin: new PassThrough().end(), stdout: caughtIn(out), stderr, environment: { HOME: home, PATH: '/nowhere' },
    signal: AbortSignal.timeout(10_000), now: Date.now, monotonicMs: () => performance.now(), warn: (line: string) => void stderr.write(`${line}\n`),
  };
  const exitCode = await runCommandLine(words, io, '0').then(() => 0, (error: unknown) => reportFailure(error, words, io, undefined));
  return { exitCode, stdout: out.join(''), stderr: err.join(''), made: [...readdirSync(home), ...readdirSync(cwd)] };
};

/** Refused on one line that names the flag, and nothing made. */
const expectRefusal = async (words: readonly string[], says: string): Promise<void> => {
  const ended = await run(words);
  expect({ words, ...ended }).toEqual({ words, exitCode: 2, stdout: '', stderr: expect.stringMatching(/^uada: [^\n]+\n$/), made: [] });
  expect(ended.stderr, words.join(' ')).toContain(says);
};

const commands = allCommands(readCommandTree(createProgram(quietIo, '0'))).filter((node) => node.path.length > 0 && node.options.some(({ placeholder }) => placeholder !== undefined));

/** Values for the arguments that a command cannot do without. */
const fillers: Readonly<Record<string, string>> = { id: '1', words: 'word', input: '-', files: 'x', before: 'x', after: 'x' };

const argumentsOf = (node: CommandNode): readonly string[] => node.arguments.flatMap(({ name, isRequired }) => (name === 'prompt' ? ['hi'] : isRequired ? [fillers[name] ?? 'x'] : []));

/** What takes any text: a wrong one is found when it is used, and named then. */
const isFree = ({ placeholder = '', long }: OptionNode): boolean =>
  /^<(?:text|names?|models|file|file\|json|text\|@file|STRING\|@FILE|url|error)>$/.test(placeholder) || long === '--metrics-port';

/** The bounds of a report are read with the run, which comes first. */
const isOfRun = (node: CommandNode, { long }: OptionNode): boolean => node.path.join(' ') === 'bench report' && long === '--slo';

const valuedOf = (node: CommandNode): readonly OptionNode[] => node.options.filter(({ placeholder }) => placeholder !== undefined);
const typedOf = (node: CommandNode): readonly OptionNode[] => valuedOf(node).filter((option) => !isFree(option) && !isOfRun(node, option));

describe('a model that no flag names', () => {
  it.each([
    [['bench', 'openai/gpt-4o'], 'A model is named with -m: uada bench -m openai/gpt-4o.'], [['bench', 'groq'], 'uada bench -m groq.'],
    [['chat', 'claude-x'], 'uada chat -m claude-x.'], [['batch', 'google:gemini-x', 'in.jsonl'], 'uada batch -m google:gemini-x.'],
    [['chat', 'hello'], 'See uada chat --help.'], [['bench', 'list', 'openai/x'], 'See uada bench list --help.'],
  ])('is answered with the flag, and other words with the help: %j', async (words, says) => {
    await expectRefusal(words, says);
  });
});

describe('a wrong flag', () => {
  it('is looked for in every command that has any', () => {
    expect(commands.length).toBeGreaterThan(25);
    expect(commands.flatMap(typedOf).length).toBeGreaterThan(200);
  });

  it.each(commands.map((node) => [node.path.join(' '), node] as const))('of %s is named where its value is missing or of another kind', async (_name, node) => {
    const start = [...node.path, ...argumentsOf(node)];
    for (const { long, takesNextWord } of valuedOf(node)) if (takesNextWord) await expectRefusal([...start, long], long);
    for (const { long } of typedOf(node)) await expectRefusal([...start, `${long}=?`], long);
    for (const { long } of typedOf(node)) if (long !== '--mock') await expectRefusal([...start, `${long}=`], long);
  });

  it.each(commands.map((node) => [node.path.join(' '), node] as const))('of %s that is given to a switch, or misspelt, is named', async (_name, node) => {
    const start = [...node.path, ...argumentsOf(node)];
    for (const { long, placeholder } of node.options) {
      if (placeholder === undefined && long !== '--help') await expectRefusal([...start, `${long}=1`], long);
      await expectRefusal([...start, `${long}x`], `${long}x`);
    }
  });
});

import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runAndListFiles } from './helpers/loaded-files.js';
import { hasDefaultExport, hasReExport, parseSource, processMembersOf, readSources } from './helpers/sources.js';

const sources = readSources('src');

const pathsOf = (isFound: (source: (typeof sources)[number]) => boolean): readonly string[] => sources.filter(isFound).map(({ path }) => path);

const usersOf = (...members: readonly string[]): readonly string[] =>
  pathsOf((source) => processMembersOf(source).some((member) => member === '*' || members.includes(member)));

describe('the search', () => {
  it.each([
    'process.exit(1)', "process['exit'](1)", 'globalThis.process.exit()', 'const { exit: leave } = process', "import { exit } from 'node:process'", 'const end = () => [process.exit]',
  ])('finds a member of process in %s', (code) => {
    expect(processMembersOf(parseSource('a.ts', code))).toContain('exit');
  });

  it.each(['export default 1', 'export default function run() {}', 'const a = 1; export { a as default }', 'export default class {}'])('finds a default export in %s', (code) => {
    expect(hasDefaultExport(parseSource('a.ts', code))).toBe(true);
  });

  it.each(["export * from './a.js'", "export { a } from './a.js'", "export type { A } from './a.js'"])('finds a re-export in %s', (code) => {
    expect(hasReExport(parseSource('a.ts', code))).toBe(true);
  });

  it('takes no word in a comment or a text for one', () => {
    const source = parseSource('a.ts', "// process.exit\nexport const a = 'process.exit(1); export default';\nexport { a as b };");
    expect([processMembersOf(source), hasDefaultExport(source), hasReExport(source)]).toEqual([[], false, false]);
  });
});

describe('the sources', () => {
  it('end the process in bin/ and nowhere else', () => {
    expect(readSources('bin').flatMap(processMembersOf)).toContain('exit');
    expect(usersOf('exit', 'reallyExit', 'abort', 'exitCode')).toEqual([]);
  });

  it('read the environment in src/config/environment.ts and nowhere else', () => {
    expect(usersOf('env', 'loadEnvFile')).toEqual(['src/config/environment.ts']);
  });

  it('export by name, from the file that defines it', () => {
    expect(pathsOf(hasDefaultExport)).toEqual([]);
    expect(pathsOf(hasReExport)).toEqual([]);
    expect(pathsOf(({ path }) => /(?:^|\/)(?:index|utils|helpers)\.tsx?$/.test(path))).toEqual([]);
  });

  it('stay below 300 lines a file', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(pathsOf(({ text }) => text.split('\n').length > 300)).toEqual([]);
  });
});

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** What a start must not load, by words that stand in its code and in no other. */
const heavy: Readonly<Record<string, readonly string[]>> = {
  'node-fetch': ['node-fetch cannot load'],
  'React': ['react.transitional.element'],
  'Ink': ['Raw mode is not supported on the current process.stdin'],
  'a protocol': ['x_groq', 'response.output_text.delta', 'anthropic-version', 'streamGenerateContent', 'message-start', 'num_predict'],
  'the simulator': ['Welcome to the hotel network'],
};

const chunks = new Map(readdirSync(dist).filter((name) => /\.[cm]?js$/.test(name)).map((name) => [name, readFileSync(join(dist, name), 'utf8')]));

const entry = [...chunks.keys()].find((name) => name.startsWith('main.'));

const chunksWith = (word: string): readonly string[] => [...chunks].filter(([, code]) => code.includes(word)).map(([name]) => name);

const heavyAmong = (files: readonly string[]): readonly string[] => {
  const names = files.map((file) => basename(file));
  return Object.entries(heavy).filter(([, words]) => words.flatMap(chunksWith).some((name) => names.includes(name))).map(([what]) => what);
};

const newHome = (): string => mkdtempSync(join(tmpdir(), 'uada-home-'));

const expectLight = (files: readonly string[]): void => {
  expect(files.map((file) => basename(file))).toContain(entry);
  expect(heavyAmong(files)).toEqual([]);
  // The SQLite driver is in the bundle; anything that is not would be a hundred files.
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
};

describe('the built program', () => {
  it('is of characters that a start reads fast', () => {
    const slow = [...chunks].filter(([name, code]) => name.endsWith('.cjs') && name !== 'bench-worker.cjs' && /[^\0-\x7f]/.test(code));
    expect(slow.map(([name]) => name)).toEqual([]);
  });

  it.each(Object.entries(heavy))('has %s in a chunk of its own', (_what, words) => {
    for (const word of words) expect(chunksWith(word), word).not.toEqual([]);
    expect(words.flatMap(chunksWith)).not.toContain(entry);
  });

  it('loads nothing but the version for --version', async () => {
    const { exitCode, stdout, files } = await runAndListFiles(['--version'], newHome());
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(files.map((file) => basename(file))).not.toContain(entry);
  });

  it('loads nothing heavy for --help', async () => {
    const { exitCode, stdout, files } = await runAndListFiles(['--help'], newHome());
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^Usage: uada/) });
    expectLight(files);
  });

  it.each(['openai', 'anthropic', 'ollama'])('loads nothing heavy for a cached answer of %s into a pipe', async (provider) => {
    const home = newHome();
    const words = ['complete', '--mock', '-m', `${provider}/model`, 'hi'];
    const first = await runAndListFiles(words, home);
    expect(heavyAmong(first.files)).toEqual(['node-fetch', 'a protocol', 'the simulator']);
    const second = await runAndListFiles(words, home);
    expect(second).toMatchObject({ exitCode: 0, stdout: first.stdout });
    expectLight(second.files);
    const told = await runAndListFiles([...words, '--json'], home);
    expect(JSON.parse(told.stdout)).toMatchObject({ cached: true });
  });
});

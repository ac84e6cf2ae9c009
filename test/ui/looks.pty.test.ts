import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { runInPty } from './pty.js';

const fileOf = (name: string, text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'uada-looks-')), name);
  writeFileSync(file, text);
  return file;
};
const answer = fileOf('answer.md', '# Title\n\nSome **bold** and `code`.\n');
const ask = (options: string, ...more: readonly string[]): readonly string[] => ['complete', `--mock=${options}`, '-p', 'groq', '--no-cache', ...more, 'hi'];
const sixteen = /\u001b\[3[0-7]m/;
const many = /\u001b\[38;5;\d+m/;

const written = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<string> => {
  const run = runInPty(words, { variables });
  expect((await run.ended).exitCode).toBe(0);
  return run.written();
};

describe('colours', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, 'none' | 'sixteen' | 'many']>([
    ['nothing said', [], {}, 'sixteen'],
    ['NO_COLOR', [], { NO_COLOR: '1' }, 'none'],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, 'sixteen'],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, 'none'],
    ['NO_COLOR and FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, 'sixteen'],
    ['NO_COLOR and --color always', ['--color', 'always'], { NO_COLOR: '1' }, 'sixteen'],
    ['--color never', ['--color', 'never'], { FORCE_COLOR: '3' }, 'none'],
    ['--theme light', ['--theme', 'light'], {}, 'many'],
    ['UADA_THEME=dark', [], { UADA_THEME: 'dark' }, 'many'],
    ['--theme dark in a terminal of sixteen', ['--theme', 'dark'], { TERM: 'xterm' }, 'sixteen'],
    ['--theme none', ['--theme', 'none'], {}, 'none'],
  ])('with %s', async (_name, words, variables, expected) => {
    const text = await written(ask(`text=@${answer}`, ...words), variables);
    expect({ sixteen: sixteen.test(text), many: many.test(text) }).toEqual({ sixteen: expected === 'sixteen', many: expected === 'many' });
  });

  it('never reach a pipe', async () => {
    const run = await runUada(ask(`text=@${answer}`, '--color', 'always', '--theme', 'dark'), { env: { FORCE_COLOR: '3' } });
    expect(run.stdout).toBe('# Title\n\nSome **bold** and `code`.\n');
  });
});

describe('the mode for screen readers', () => {
  it.each([['--screen-reader', ['--screen-reader'], {}], ['UADA_SCREEN_READER', [], { UADA_SCREEN_READER: '1' }]] as const)('%s writes whole lines and sentences, once', async (_name, words, variables) => {
    const text = await written(ask(`text=@${answer},ttft=300,itl=5,reasoning=3`, ...words), variables);
    expect(text).not.toContain('\u001b');
    const lines = text.split('\r\n');
    expect(lines.filter((line) => line !== '')).toEqual([
      'uada: The answer is simulated: --mock stands in for the provider.', expect.stringMatching(/^Waiting for groq\/\S+\.$/), 'Thinking.', 'Answer:',
      '# Title', 'Some **bold** and `code`.', expect.stringMatching(/^Done: groq\/\S+, first token .* tokens.*\.$/),
    ]);
  });

  it('lists a comparison instead of a table', async () => {
    const text = await written(['compare', `--mock=text=@${answer}`, '-m', 'openai,groq', '--screen-reader', '--no-cache', 'hi']);
    expect(text).not.toMatch(/[\u001b│─]/);
    expect(text).toMatch(/Waiting for 2 answers: openai\/\S+, groq\/\S+\./);
    expect(text.match(/^(?:openai|groq)\/.* · .*tokens.*$/gm)).toHaveLength(2);
  });
});

describe('plain output on a terminal', () => {
  const hostile = fileOf('hostile.txt', hostilePayloads.map(([, payload]) => payload.replaceAll('\u0000', '')).filter((payload) => !/[\ud800-\udfff](?![\udc00-\udfff])/.test(payload)).join(' x\n\n'));

  it.each([['--raw', ['--raw'], {}], ['TERM=dumb', [], { TERM: 'dumb' }], ['--screen-reader', ['--screen-reader'], {}], ['-q', ['-q'], {}]] as const)('lets no hostile sequence through with %s', async (_name, words, variables) => {
    const text = await written(ask(`text=@${hostile},chunk=1`, ...words), variables);
    expect(text.match(/[^\r\n\t\x20-\x7e\xa0-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu)).toBeNull();
  });

  it('lets them through with --unsafe-raw', async () => {
    expect(await written(ask(`text=@${fileOf('red.txt', '\u001b[31mred')}`, '--unsafe-raw'))).toContain('\u001b[31mred');
  });
});

describe('a race on a terminal', () => {
  it('shows who runs, then how it ended above the answer of the winner', async () => {
    const run = runInPty(['complete', `--mock=text=@${answer},ttft=800`, '--race', 'openai/a,groq/b,anthropic/c', '--no-cache', 'hi'], {});
    expect((await run.ended).exitCode).toBe(0);
    const lines = (await run.lines()).filter((line) => !line.startsWith('uada: '));
    expect(lines.slice(0, 3).map((line) => line.slice(0, 13)).sort()).toHaveLength(3);
    expect(lines.slice(0, 3).filter((line) => /^✓ \S+ +first word after /.test(line))).toHaveLength(1);
    expect(lines.slice(0, 3).filter((line) => /^– \S+ +stopped$/.test(line))).toHaveLength(2);
    expect(lines.slice(3, 5)).toEqual(['', 'Title']);
    expect(run.written()).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] openai\/a/);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Token, Tokens } from 'marked';
import { lexer } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { runUada } from '../helpers/run-uada.js';

const folder = createTemporaryDirectory();
const at = (name: string): string => join(folder, name);
const evil = 'openai/<img src=x>|`x`*y*_z_[a](b)\\';

const tablesOf = (tokens: readonly Token[]) => tokens.filter((token): token is Tokens.Table => token.type === 'table');
const plain = (tokens: readonly Token[]): string => tokens.map((token) => ('text' in token && typeof token.text === 'string' ? token.text : token.raw)).join('');

beforeAll(async () => {
  for (const name of ['one', 'two']) await runUada(['bench', '--mock=ttft=5,itl=1,tokens=6,fault=500@0.1', '-m', `openai/a,${evil}`, '-n', '40', '-c', '4', '-q', '--save', at(`${name}.json`), '--md', at(`${name}.md`)]);
}, 60_000);

describe('--md', () => {
  it('is Markdown with a line a target, whatever its name, and a table of what differs', () => {
    const tokens = lexer(readFileSync(at('one.md'), 'utf8'));
    expect(tokens.map(({ type }) => type)).not.toContain('html');
    const [targets, differences] = tablesOf(tokens);
    expect(targets?.header).toHaveLength(12);
    expect(new Set(targets?.rows[1]?.[0]?.tokens.map(({ type }) => type))).toEqual(new Set(['text', 'escape']));
    expect(targets?.rows.map(([name]) => plain(name?.tokens ?? []))).toEqual(['openai/a', evil]);
    expect(targets?.rows[0]?.[1]?.text).toMatch(/^\d+$/);
    expect(differences?.rows[0]?.[0]?.text).toBe('TTFT p50');
  });

  it('tells of a saved run, of bounds and gates, and of two runs', async () => {
    const report = await runUada(['bench', 'report', at('one.json'), '--md', '-', '--slo', 'ttft.p50<10s']);
    expect(report.stdout).toMatch(/^## Load test\n[\s\S]*- openai\/a: ttft\.p50\\<10s: kept \(\d/);
    const compared = await runUada(['bench', 'compare', at('one.json'), at('two.json'), '--fail-if', 'ttft.p50>+900%', '--md', '-']);
    expect(compared.stdout).toMatch(/ttft\.p50\\>\+900%: passed \([\s\S]*### openai\/a beside the run before/);
  });
});

describe('a result that is to go to stdout', () => {
  it.each([
    ['--csv', /^target,index,[^\n]*\n(?:[^\n]+\n){80,}$/], ['--jsonl', /^(?:\{"target".*\}\n){80,}$/], ['--hdr', /^#\[Histogram log format/], ['--html', /^<!doctype html>/],
  ])('of %s stands there in place of the report', async (flag, pattern) => {
    expect((await runUada(['bench', 'report', at('one.json'), flag, '-'])).stdout).toMatch(pattern);
  });

  it('may be one only', async () => {
    for (const words of [['--csv', '-', '--md', '-'], ['--json', '--csv', '-']]) {
      const before = await runUada(['bench', '--mock', '-n', '100000', ...words]);
      expect([before.exitCode, before.stderr]).toEqual([2, expect.stringContaining('both write to stdout. Give one of them a file.')]);
      expect((await runUada(['bench', 'report', at('one.json'), ...words])).exitCode).toBe(2);
    }
  });
});

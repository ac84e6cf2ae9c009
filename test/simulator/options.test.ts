import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import { canonicalOptions } from '../../src/simulator/canonical-options.js';
import { simulatorOptionTable } from '../../src/simulator/option-table.js';
import { parseSimulatorOptions, readSimulatorOptions } from '../../src/simulator/options.js';

const contents: Readonly<Record<string, string>> = { 'answer.md': '\ufeffHi, there\r\n', 'times.txt': '10\n20.5\n\n# slow\n300\n', 'words.txt': '10\nten\n', 'none.txt': '\n' };
const readFile = (path: string): Uint8Array => {
  if (path === 'binary') return Uint8Array.of(0xff, 0xfe, 0x00);
  const content = contents[path];
  if (content === undefined) throw new Error('no such file');
  return new TextEncoder().encode(content);
};
const parse = (text: string) => parseSimulatorOptions(text, readFile);
const failure = (text: string): UadaError => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UadaError) return error;
  }
  throw new Error(`${text} was accepted`);
};

describe('the options behind --mock=', () => {
  it('has defaults for everything', () => {
    expect(parse('')).toEqual({
      ttftMs: { kind: 'constant', value: 0 }, itlMs: { kind: 'constant', value: 0 }, chunkTokens: 1, reasoningTokens: 0,
      hasRoleEvent: false, tailMs: 0, faults: [], seed: 1,
    });
  });

  it('reads every option', () => {
    const options = parse('ttft=200,itl=20.5,tokens=64,chunk=4,reasoning=16,role=1,tail=300,slots=2,seed=7');
    expect(options).toEqual({
      ttftMs: { kind: 'constant', value: 200 }, itlMs: { kind: 'constant', value: 20.5 }, tokens: { kind: 'constant', value: 64 },
      chunkTokens: 4, reasoningTokens: 16, hasRoleEvent: true, tailMs: 300, slots: 2, faults: [], seed: 7,
    });
  });

  it('does not split at the commas of a distribution', () => {
    const options = parse('ttft=lognormal(200, 0.4),itl=normal(20,2),tokens=uniform(10,30)');
    expect(options.ttftMs).toEqual({ kind: 'lognormal', median: 200, sigma: 0.4 });
    expect(options.itlMs).toEqual({ kind: 'normal', mean: 20, deviation: 2 });
    expect(options.tokens).toEqual({ kind: 'uniform', from: 10, to: 30 });
  });

  it('reads measured times from a file, one a line', () => {
    expect(parse('ttft=empirical:times.txt').ttftMs).toEqual({ kind: 'empirical', values: [10, 20.5, 300] });
  });

  it('takes the text of a file to the byte', () => {
    expect(parse('text=@answer.md').text).toBe('\ufeffHi, there\r\n');
  });

  it('takes a text as it stands, spaces included', () => {
    expect(parse('text= a = b ,seed=2').text).toBe(' a = b ');
  });

  it('allows spaces after commas, and a comma at the end', () => {
    expect(parse('ttft=1, itl=2,').itlMs).toEqual({ kind: 'constant', value: 2 });
  });

  it.each([
    ['fault=429', '429', 1], ['fault=429:retry-after=2@0.25', '429:retry-after=2', 0.25], ['fault=reset-after:5', 'reset-after:5', 1],
    ['fault=529@0', '529', 0], ['fault=redirect:loop', 'redirect:loop', 1], ['fault=error', 'error', 1],
  ])('reads %s', (text, name, rate) => {
    expect(parse(text).faults).toMatchObject([{ name, rate }]);
  });

  it('reads several faults', () => {
    expect(parse('fault=gzip,fault=crlf,fault=truncate:3').faults.map((fault) => fault.name)).toEqual(['gzip', 'crlf', 'truncate:3']);
  });

  it.each([
    ['tfft=200', '--mock: tfft is not an option', 'Did you mean ttft?'],
    ['colour=red', '--mock: colour is not an option', 'The options are ttft, itl'],
    ['ttft', '--mock: ttft needs a value', 'NAME=VALUE'],
    ['ttft=1,ttft=2', '--mock: ttft is given twice', ''],
    ['ttft=fast', '--mock: ttft must be a number, lognormal(', ''],
    ['ttft=-1', '--mock: ttft must be a number from 0 to 86400000; it is "-1"', ''],
    ['ttft=1e999', '--mock: ttft must be a number', ''],
    ['ttft=0x10', '--mock: ttft must be a number', ''],
    ['ttft=NaN', '--mock: ttft must be a number', ''],
    ['ttft=', '--mock: ttft must be a number', ''],
    ['ttft=lognorml(1,2)', '--mock: ttft names the unknown distribution lognorml', 'Did you mean lognormal?'],
    ['ttft=lognormal(1)', '--mock: ttft needs two numbers', ''],
    ['ttft=lognormal(200,0.4', '--mock: ttft must be a number, lognormal(', ''],
    ['ttft=uniform(3,1)', '--mock: ttft has bounds that cannot be', ''],
    ['ttft=empirical:missing', '--mock: ttft names the file missing, which cannot be read (no such file)', ''],
    ['ttft=empirical:words.txt', '--mock: ttft names words.txt, whose line 2', ''],
    ['ttft=empirical:none.txt', '--mock: ttft names none.txt, which holds no number', ''],
    ['text=@missing', '--mock: text names the file missing', ''],
    ['text=@binary', '--mock: text names the file binary, which is not UTF-8', ''],
    ['tokens=4,text=x', '--mock: tokens cannot go with --mock: text', ''],
    ['chunk=0', '--mock: chunk must be a number of tokens from 1', ''],
    ['chunk=1.5', '--mock: chunk must be a whole number', ''],
    ['role=yes', '--mock: role must be 0 or 1', ''],
    ['slots=0', '--mock: slots must be', ''],
    ['seed=-1', '--mock: seed must be', ''],
    ['fault=rset', '--mock: fault names the unknown kind "rset"', 'Did you mean reset?'],
    ['fault=volcano', '--mock: fault names the unknown kind "volcano"', 'It takes a status code or one of quota, reset, stall'],
    ['fault=429@2', '--mock: fault must be a kind, then @ and a rate from 0 to 1', ''],
    ['fault=999', '--mock: fault takes a status from 200 to 599', ''],
    ['fault=429:soon', '--mock: fault takes quota or retry-after=VALUE', ''],
    ['fault=gzip:9', '--mock: fault takes nothing after gzip', ''],
    ['fault=truncate:x', '--mock: fault must be a number of tokens', ''],
    ['fault=redirect:away', '--mock: fault takes redirect:same', ''],
    ['fault=', '--mock: fault names the unknown kind ""', ''],
  ])('refuses %s and says why', (text, message, hint) => {
    const error = failure(text);
    expect(error.kind).toBe('usage');
    expect(error.message).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  it('names the flag when the option came as a flag', () => {
    expect(() => readSimulatorOptions([['itl', 'x']], readFile)).toThrow(/^--itl must be/);
  });

  it('describes every option in one line', () => {
    expect(simulatorOptionTable.map((row) => row.name)).toEqual(['ttft', 'itl', 'tokens', 'chunk', 'reasoning', 'role', 'tail', 'slots', 'text', 'fault', 'seed']);
    for (const row of simulatorOptionTable) expect(row.description).toMatch(/^[^\n]{10,}$/);
  });
});

describe('the canonical form of options', () => {
  it('is the same for every way to write the same thing', () => {
    expect(canonicalOptions(parse('itl=20,ttft=200'))).toBe(canonicalOptions(parse(' ttft=2e2, itl=20.0, seed=1,')));
  });

  it('differs with every option', () => {
    const texts = ['', 'ttft=1', 'itl=1', 'tokens=1', 'chunk=2', 'reasoning=1', 'role=1', 'tail=1', 'slots=1', 'text=x', 'text=y', 'fault=gzip', 'fault=gzip@0.5', 'fault=truncate:1', 'seed=2',
      'ttft=lognormal(1,1)', 'ttft=normal(1,1)', 'ttft=uniform(1,1)', 'ttft=empirical:times.txt'];
    expect(new Set(texts.map((text) => canonicalOptions(parse(text)))).size).toBe(texts.length);
  });

  it('holds a text by its hash', () => {
    expect(canonicalOptions(parse('text=secret words'))).not.toContain('secret');
    expect(canonicalOptions(parse('text=@answer.md'))).toMatch(/text=sha256:[0-9a-f]{64}/);
  });
});

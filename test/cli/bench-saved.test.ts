import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import HistogramLog from 'hdr-histogram-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const folder = createTemporaryDirectory();
const at = (name: string): string => join(folder, name);
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
const uada = (...words: readonly string[]) => runUada(['bench', ...words]);
const measure = (name: string, ttftMs: number, ...words: readonly string[]) =>
  uada(`--mock=ttft=${ttftMs},itl=2,tokens=4`, '-m', 'openai/a', '-n', '60', '-c', '6', '--json', '--save', at(name), ...words);

const gapsIn = (name: string): number => read(name).targets[0].chunk_gap_ms.n;

/**
 * The first run with every answer so much later, and as if the client had been watched to fare like this: what a busy
 * machine does to a second run, and how busy it is, could be anything.
 */
const writeAs = (name: string, verdict: string, byMs: number): void => {
  const { saved, ...report } = read('fast.json');
  const targets = saved.targets.map((target: object) => ({ ...target, verdict, reason: verdict === 'valid' ? '' : 'the event loop was late' }));
  const late = ['firstTokenMs', 'firstAnswerMs', 'lastTokenMs', 'endMs'].map((stamp) => saved.columns.indexOf(stamp));
  const rows = saved.rows.map((row: readonly number[]) => row.map((value, index) => (late.includes(index) ? value + byMs : value)));
  writeFileSync(at(name), JSON.stringify({ ...report, saved: { ...saved, id: name, rows, targets } }));
};

let whole: Awaited<ReturnType<typeof uada>>;

beforeAll(async () => {
  whole = await measure('fast.json', 20, '--hdr', at('fast.hlog'), '--goodput', 'ttft<10s', '--slo', 'ttft.p50<10s');
  writeAs('good.json', 'valid', 0);
  writeAs('slow.json', 'valid', 1000);
  writeAs('busy.json', 'client-limited', 1000);
});

describe('a saved run', () => {
  it('is the object of --json with the run beside it', () => {
    const { saved, ...report } = read('fast.json');
    expect(report).toEqual(JSON.parse(whole.stdout));
    expect(saved.rows).toHaveLength(62);
    expect(JSON.stringify(saved)).not.toContain(folder);
  });

  it('gives the very report that was printed, in every form', async () => {
    const { stdout, exitCode } = await uada('report', at('fast.json'), '--json', '--csv', at('again.csv'), '--hdr', at('again.hlog'));
    expect({ ...JSON.parse(stdout), error: null }).toEqual({ ...JSON.parse(whole.stdout), error: null });
    expect(exitCode).toBe(0);
    expect(readFileSync(at('again.hlog'), 'utf8')).toBe(readFileSync(at('fast.hlog'), 'utf8'));
    expect(readFileSync(at('again.csv'), 'utf8').split('\n')).toHaveLength(64);
  });

  it('is held against other bounds when it is read', async () => {
    const missed = await uada('report', at('good.json'), '--slo', 'ttft.p50<1ms');
    expect([missed.exitCode, missed.stdout]).toEqual([10, expect.stringContaining('slo     ttft.p50<1ms: missed')]);
    expect((await uada('report', at('good.json'), '--slo', 'ttft.p50<60s')).exitCode).toBe(0);
    // What a busy machine measured is not valid whatever its bounds.
    const busy = await uada('report', at('busy.json'), '--slo', 'ttft.p50<60s');
    expect([busy.exitCode, busy.stdout, busy.stderr]).toEqual([12, expect.stringContaining('slo     ttft.p50<60s: kept'), expect.stringContaining('client-limited: the event loop was late')]);
    expect(busy.stderr).toContain('Measure again while this computer does little else');
  });

  it.each([
    ['no JSON', 'no complete run'],
    ['{"schema":"other"}', 'no complete run'],
    ['{"schema":"uada-bench-1","defs_version":99}', 'other definitions'],
    ['{"schema":"uada-bench-1","defs_version":1}', 'not its requests'],
    ['{"schema":"uada-bench-1","defs_version":1,"started_at":"2026-11-23T00:00:00Z","saved":{}}', 'no complete run'],
  ])('that is %s is refused with its name', async (text, message) => {
    writeFileSync(at('other.json'), text);
    const { exitCode, stderr } = await uada('report', at('other.json'));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).toContain('other.json');
  });

  it.each(['schedMs', 'usage', 'errorClass'])('whose rows have a wrong %s is refused', async (name) => {
    const file = read('fast.json');
    file.saved.rows[5][file.saved.columns.indexOf(name)] = { wrong: true };
    writeFileSync(at('wrong.json'), JSON.stringify(file));
    expect(await uada('report', at('wrong.json'))).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no complete run') });
  });

  it('whose names hold control characters is shown without them', async () => {
    const text = readFileSync(at('fast.json'), 'utf8').replaceAll('openai/a', 'openai/\\u001b[31mred');
    writeFileSync(at('red.json'), text);
    const { stdout } = await uada('report', at('red.json'));
    expect(stdout).toContain('red');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('the HdrHistogram log', () => {
  it('is read by a log reader, with the figures of the report', () => {
    const { ttft_ms: ttft, chunk_gap_ms: gap } = JSON.parse(whole.stdout).targets[0];
    const log = new HistogramLog.HistogramLogReader(readFileSync(at('fast.hlog'), 'utf8'));
    const found = new Map<string, HistogramLog.Histogram>();
    for (let next = log.nextIntervalHistogram(); next !== null; next = log.nextIntervalHistogram()) found.set(next.tag, next);
    expect([...found.keys()]).toEqual(['ttft', 'ttft_sched', 'ttfo', 'tpot', 'e2e', 'e2e_sched', 'chunk_gap'].map((name) => `openai/a:${name}`));
    const close = (tag: string, value: number) => expect(Math.abs(found.get(tag)!.getValueAtPercentile(50) / 1000 / value - 1)).toBeLessThan(0.001);
    close('openai/a:ttft', ttft.p50);
    expect(found.get('openai/a:ttft')!.totalCount).toBe(60);
    expect(found.get('openai/a:chunk_gap')!.totalCount).toBe(gap.n);
  });
});

type Decoded = { readonly tag: string; readonly count: number; readonly ratio: number; readonly digits: number };

/** The log as the format is described, without the package that wrote it: V2 with counts as zig-zag LEB128, runs of empty ones below 0. */
const decodeInterval = (line: string): Decoded => {
  const [, tag = '', base64 = ''] = /^Tag=([^,]+),(?:[^,]+,){3}(\S+)$/.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.readUInt32BE(0) & ~0xf0).toBe(0x1c849304);
  expect(bytes.readUInt32BE(4)).toBe(bytes.length - 8);
  const plain = inflateSync(bytes.subarray(8));
  expect([plain.readUInt32BE(0) & ~0xf0, plain.readUInt32BE(4)]).toEqual([0x1c849303, plain.length - 40]);
  let count = 0;
  for (let at = 40; at < plain.length;) {
    let word = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(plain[at++]!);
      word |= (byte & 0x7fn) << shift;
      if ((byte & 0x80n) === 0n) break;
    }
    const value = Number((word >> 1n) ^ -(word & 1n));
    if (value > 0) count += value;
  }
  return { tag, count, ratio: plain.readDoubleBE(32), digits: plain.readUInt32BE(12) };
};

describe('every interval of the HdrHistogram log', () => {
  it('is what the format says, byte for byte', () => {
    const intervals = readFileSync(at('fast.hlog'), 'utf8').split('\n').filter((line) => line.startsWith('Tag=')).map(decodeInterval);
    expect(intervals).toHaveLength(7);
    for (const { tag, count, ratio, digits } of intervals) {
      expect([tag, ratio, digits, count]).toEqual([tag, 1, 4, tag.endsWith('chunk_gap') ? gapsIn('fast.json') : 60]);
    }
  });
});

describe('comparing runs', () => {
  it('fails with exit code 11 for a change beyond the gate that is no chance', async () => {
    const worse = await uada('compare', at('good.json'), at('slow.json'), '--fail-if', 'ttft.p50>+10%', '--json');
    const { baseline, gates, error } = JSON.parse(worse.stdout);
    expect(baseline[0].metrics[0]).toMatchObject({ metric: 'ttft', percentile: 'p50', verdict: 'slower' });
    expect(gates).toMatchObject([{ gate: 'ttft.p50>+10%', failed: true }]);
    expect([worse.exitCode, error.kind]).toEqual([11, 'regression']);
    const busy = await uada('compare', at('good.json'), at('busy.json'), '--fail-if', 'ttft.p50>+10%', '--json');
    expect([busy.exitCode, JSON.parse(busy.stdout).error.kind, JSON.parse(busy.stdout).gates[0].failed]).toEqual([12, 'invalid_measurement', true]);
  });

  it('passes what became better, and says so', async () => {
    const better = await uada('compare', at('slow.json'), at('good.json'), '--fail-if', 'ttft.p50>+10%');
    expect(better.exitCode).toBe(0);
    expect(better.stdout).toMatch(/^openai\/a beside before\n/);
    expect(better.stdout).toMatch(/TTFT p50 .* faster/);
    expect(better.stdout).toContain('gate    ttft.p50>+10%: passed');
  });

  it('is part of a run with --baseline', async () => {
    const { stdout } = await measure('now.json', 20, '--baseline', at('slow.json'), '--fail-if', 'ttft.p50>+10%', '--fail-if', 'errors>+1%');
    expect(JSON.parse(stdout).gates.map(({ failed }: { failed: boolean }) => failed)).toEqual([false, false]);
    expect(JSON.parse(stdout).baseline[0].metrics[0]).toMatchObject({ metric: 'ttft', percentile: 'p50' });
  });

  it.each([
    [['--fail-if', 'ttft.p50>+10%'], '--fail-if needs --baseline'],
    [['--baseline', '/nowhere/run.json'], '/nowhere/run.json cannot be read'],
    [['--fail-if', 'ttft.p50<-10%', '--baseline', 'x'], 'a change for the better'],
    [['--fail-if', 'ttft.p42>+10%', '--baseline', 'x'], 'names no percentile'],
    [['--fail-if', 'speed<-10ms', '--baseline', 'x'], 'is no percentage'],
  ])('refuses %j before anything is sent', async (words, message) => {
    const { exitCode, stderr, stdout } = await uada('--mock', ...words);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(message)]);
  });
});

describe('merging runs', () => {
  it('adds up requests, and joins the percentiles', async () => {
    const { stdout, stderr, exitCode } = await uada('merge', at('fast.json'), at('slow.json'), '--json', '--save', at('all.json'));
    const { targets: [target], plan, client } = JSON.parse(stdout);
    expect([exitCode, target.requests.sent, target.ttft_ms.n, target.chunk_gap_ms.n]).toEqual([0, 120, 120, gapsIn('fast.json') + gapsIn('slow.json')]);
    expect(target.ttft_ms.max - 1000).toBeCloseTo(read('fast.json').targets[0].ttft_ms.max, 2);
    expect([plan.concurrency, plan.requests, client.machines, client.workers]).toEqual([12, 120, 2, 2]);
    expect(stderr).toBe('');
    expect((await uada('report', at('all.json'), '--json')).stdout).toBe(stdout);
    expect((await uada('report', at('all.json'))).stdout).toContain('2 machines, 2 threads');
  });

  it('refuses the same run twice', async () => {
    expect(await uada('merge', at('fast.json'), at('fast.json'))).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('named twice') });
  });
});

import { expect } from 'vitest';
import { interruptBench } from '../cli/interrupt-bench.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { provenBy } from './proven-by.js';
import { formatOf, providers } from './providers.js';
import { newHome, runInside } from './run-inside.js';
import { answer, hangUpAfterHeaders, refuse, serveReplies } from './scripted-provider.js';
import type { Reply } from './scripted-provider.js';

type Figures = { readonly n: number };
type Report = {
  readonly error: { readonly kind: string; readonly message: string } | null;
  readonly targets: readonly {
    readonly errors: Readonly<Record<string, number>>; readonly ttft_ms: Figures; readonly failed_ms: Figures;
    readonly ttft_sched_ms: { readonly max: number }; readonly requests: Readonly<Record<'sent' | 'ok' | 'failed' | 'cancelled', number>>;
  }[];
};

const bench = async (words: readonly string[], home = newHome()): Promise<Report & { readonly exitCode: number; readonly stderr: string }> => {
  const { exitCode, stdout, stderr } = await runInside(['bench', '--json', '--warmup', '0', '--workers', '1', ...words], { home });
  return { exitCode, stderr, ...(JSON.parse(stdout) as Report) };
};

const atProvider = (provider: string, words: readonly string[]): readonly string[] => ['-m', `${provider}/${formatOf(provider).model}`, ...words.slice(0, 2)];

const deadRow: FaultRow = {
  id: 'B1', fault: 'the provider is dead from the start',
  checks: providers.flatMap((provider) => [
    {
      name: `${provider}, to the end`,
      run: async () => {
        const server = await serveReplies(provider, refuse(503));
        const { exitCode, targets: [target] } = await bench([...atProvider(provider, server.words), '-n', '30']);
        expect([exitCode, target?.requests]).toEqual([5, expect.objectContaining({ sent: 30, ok: 0, failed: 30 })]);
        expect(server.requests).toHaveLength(30);
      },
    },
    {
      name: `${provider}, until too many failed`,
      run: async () => {
        const server = await serveReplies(provider, refuse(503));
        const { exitCode, error } = await bench([...atProvider(provider, server.words), '-n', '300', '-c', '4', '--max-errors', '5']);
        expect([exitCode, error?.message]).toEqual([9, expect.stringContaining('--max-errors')]);
        expect(server.requests.length).toBeLessThan(16);
      },
    },
  ]),
};

/** Every tenth of these fails, by turns with a refusal, a full queue and a cut. */
const unsteady = (): Reply => {
  let count = 0;
  const failures: readonly Reply[] = [refuse(500), refuse(429), hangUpAfterHeaders];
  return (play) => {
    count += 1;
    (count % 10 === 0 ? failures[(count / 10) % 3]! : answer())(play);
  };
};

const countRow: FaultRow = {
  id: 'B2', fault: 'a part of the requests fails',
  checks: checkEach(providers, async (provider) => {
    const server = await serveReplies(provider, unsteady());
    const { exitCode, targets: [target] } = await bench([...atProvider(provider, server.words), '-n', '60', '-c', '2']);
    expect(target?.requests).toMatchObject({ sent: 60, ok: 54, failed: 6 });
    expect(Object.values(target?.errors ?? {}).reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(Object.keys(target?.errors ?? {}).length).toBe(3);
    expect([target?.ttft_ms.n, target?.failed_ms.n]).toEqual([54, 6]);
    // Whether the computer was idle enough for a measurement is another question.
    expect([9, 12]).toContain(exitCode);
  }),
};

const wrongFlags: readonly (readonly string[])[] = [
  ['-n', '0'], ['-n', 'NaN'], ['-n', '-1'], ['-c', '0'], ['-c', 'NaN'], ['-r', '0/s'], ['-r', 'NaN/s'], ['-r', '1e999/s'], ['-d', '0s'], ['-n', '1e9999'],
];

const loadRows: readonly FaultRow[] = [
  {
    id: 'B3', fault: 'stopped half-way',
    checks: checkEach(['one loop', 'threads'], async (way) => {
      const { exitCode, json } = await interruptBench(30, '--workers', way === 'threads' ? '2' : '1');
      expect(exitCode).toBe(130);
      expect(json.targets[0].requests.ok).toBeGreaterThan(0);
    }),
  },
  {
    id: 'B4', fault: 'a server that stalls, and those who would have asked it meanwhile',
    checks: checkEach(['openai', 'anthropic'], async (provider) => {
      let isFirst = true;
      const stalling: Reply = (play) => {
        setTimeout(() => answer()(play), isFirst ? 400 : 0);
        isFirst = false;
      };
      const server = await serveReplies(provider, stalling);
      const { targets: [target] } = await bench([...atProvider(provider, server.words), '-n', '30', '-r', '60/s', '--arrival', 'constant', '--max-inflight', '1']);
      // One in flight: the others wait for the first, and their wait counts from the moment they were due.
      expect(target?.ttft_sched_ms.max).toBeGreaterThan(350);
    }),
  },
  { id: 'B5', fault: 'the client is the limit', checks: provenBy('B5', 'test/bench/verdict.test.ts') },
  {
    id: 'B6', fault: 'counts and rates that are none',
    checks: wrongFlags.map((words) => ({
      name: words.join(' '),
      run: async () => {
        const run = await runInside(['bench', '--mock', ...words]);
        expect([run.exitCode, run.stdout]).toEqual([2, '']);
        expect(run.stderr).toContain('uada: --');
      },
    })).concat([{
      name: 'more at once than there are',
      run: async () => expect((await bench(['--mock=tokens=2', '-n', '3', '-c', '50'])).targets[0]?.requests).toMatchObject({ sent: 3, ok: 3 }),
    }]),
  },
  {
    id: 'B7', fault: 'the most it may cost is reached',
    checks: checkEach(['openai', 'groq'], async (provider) => {
      const server = await serveReplies(provider, answer());
      const words = [...atProvider(provider, server.words), '-n', '50', '-c', '1', '--output-tokens', '1000', '--max-cost', '0.000001'];
      const { exitCode, error } = await bench(words);
      expect(exitCode).not.toBe(0);
      expect(error?.message).toMatch(/--max-cost|cost/);
      expect(server.requests.length).toBeLessThan(50);
    }),
  },
  {
    id: 'B8', fault: 'the cache is on by accident',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, answer());
      const home = newHome();
      expect((await runInside(['complete', '-p', provider, ...server.words, 'hi'], { home })).exitCode).toBe(0);
      const { targets: [target] } = await bench([...atProvider(provider, server.words), '-n', '4', '-c', '1'], home);
      expect(target?.requests.ok).toBe(4);
      expect(server.requests).toHaveLength(5);
    }),
  },
];

/** Faults of a load test, B1 to B8. */
export const benchRows: readonly FaultRow[] = [deadRow, countRow, ...loadRows];

import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { answerText } from '../contract/connected.js';
import { serveHttp } from '../transport/loopback.js';
import { askWithRetries } from './asked.js';
import type { Check, FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { countAttempts, expectOutcome, saidBy } from './outcome.js';
import type { ProviderName } from './providers.js';
import { formatOf, mock, mockFault, providers } from './providers.js';
import { runInside } from './run-inside.js';
import { answer, rawReply, refuse, serveReplies } from './scripted-provider.js';

const good = { exitCode: 0, stdout: answerText, isCached: true } as const;
const refused = (says: RegExp) => ({ exitCode: 5, says, isCached: false }) as const;
const once = ['--max-retries', '0'] as const;

/** A check for every provider and every variant. */
const checkAll = <Variant extends string | number>(variants: readonly Variant[], run: (provider: ProviderName, variant: Variant) => unknown): readonly Check[] =>
  providers.flatMap((provider) => variants.map((variant) => ({ name: `${provider}, ${variant}`, run: () => run(provider, variant) })));

/** One request goes out and no more, and the failure has this exit code. */
const expectOneRequest = async (provider: string, words: readonly string[], exitCode: number, says: RegExp): Promise<void> => {
  await expectOutcome(provider, words, { exitCode, says, isCached: false });
  expect(await countAttempts(provider, words)).toBe(1);
};

const accountRows: readonly FaultRow[] = [
  {
    id: 'H1', fault: 'a key is refused',
    checks: [
      ...checkAll([401, 403], async (provider, status) => {
        const isKey = status === 401 || formatOf(provider).forbidden === 'auth';
        await expectOneRequest(provider, [mockFault(String(status))], isKey ? 3 : 5, new RegExp(`\\(${status}\\)`));
      }),
      ...providers.filter((provider) => provider !== 'ollama').map((provider) => ({
        name: `${provider}, and is shown by its last four characters only`,
        run: async () => {
          const server = await serveReplies(provider, refuse(401));
          const run = await runInside(['complete', '-p', provider, ...server.words, 'hi']);
          expect(run.exitCode).toBe(3);
          expect(saidBy(run)[0]).toContain('(…tail)');
          expect(server.requests).toHaveLength(1);
        },
      })),
    ],
  },
  {
    id: 'H2', fault: 'nothing is left to pay with',
    checks: checkAll(['402', '429:quota', 'quota'], async (provider, fault) => {
      await expectOneRequest(provider, [mockFault(fault)], 4, /credit|quota|billing|limit|plan/i);
    }),
  },
];

/** The first wait before a retry, when a 429 says this. */
const waitAfter = async (provider: string, retryAfter: string): Promise<number | undefined> => {
  const { sleeps, error } = await askWithRetries(provider, `fault=429:retry-after=${retryAfter}`);
  expect(error).toMatchObject({ kind: 'rate_limit', status: 429 });
  return sleeps[0];
};

const limitRows: readonly FaultRow[] = [
  {
    id: 'H3', fault: '429 with seconds',
    checks: checkEach(providers, async (provider) => {
      const waitMs = await waitAfter(provider, '2') ?? 0;
      expect(waitMs).toBeGreaterThanOrEqual(2000);
      expect(waitMs).toBeLessThanOrEqual(2700);
    }),
  },
  {
    id: 'H4', fault: '429 with an HTTP date',
    checks: checkEach(providers, async (provider) => {
      const waitMs = await waitAfter(provider, 'date+20') ?? 0;
      expect(waitMs).toBeGreaterThan(15_000);
      expect(waitMs).toBeLessThanOrEqual(22_000);
    }),
  },
  {
    id: 'H5', fault: '429 with nonsense',
    checks: checkAll(['-3', '1.5', 'soon', '', '1e12', 'NaN', '0'], async (provider, value) => {
      const waitMs = await waitAfter(provider, value);
      // One wait at most of the ordinary length, or a failure at once: never no wait at all, and never years.
      expect(waitMs ?? 1).toBeGreaterThan(0);
      expect(waitMs ?? 1).toBeLessThanOrEqual(10_000);
    }),
  },
  {
    id: 'H6', fault: '429 for an hour',
    checks: checkEach(providers, async (provider) => {
      await expectOneRequest(provider, [mockFault('429:retry-after=3600')], 4, /come back in 1 h/);
    }),
  },
  {
    id: 'H7', fault: 'a server error once',
    checks: checkAll([500, 502, 503, 504, 529], async (provider, status) => {
      const server = await serveReplies(provider, refuse(status), answer());
      await expectOutcome(provider, server.words, good);
      expect(server.requests).toHaveLength(2);
    }),
  },
  {
    id: 'H8', fault: '503 always',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, refuse(503));
      await expectOutcome(provider, server.words, refused(/\(503\)/));
      expect(server.requests.length).toBeLessThanOrEqual(3);
    }),
  },
];

const requestRows: readonly FaultRow[] = [
  {
    id: 'H9', fault: 'the request is at fault',
    checks: [
      ...checkAll(['an unknown model', '400', '413', '422'], async (provider, what) => {
        const words = what === 'an unknown model' ? ['--mock', '-m', 'no-such-model'] : [mockFault(what)];
        await expectOneRequest(provider, words, 5, what === 'an unknown model' ? /no-such-model.*uada models/ : new RegExp(`\\(${what}\\).*simulated fault ${what}`));
      }),
      // Counted where they arrive, for every status that no second request changes.
      ...checkAll([400, 401, 402, 403, 404].map((status) => `${status} at the socket`), async (provider, what) => {
        const server = await serveReplies(provider, refuse(Number.parseInt(what, 10)));
        expect((await runInside(['complete', '-p', provider, ...server.words, '--max-retries', '5', 'hi'])).exitCode).not.toBe(0);
        expect(server.requests).toHaveLength(1);
      }),
    ],
  },
  {
    id: 'H10', fault: 'a base URL with a wrong path',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, rawReply(404, { 'content-type': 'text/plain' }, 'no such page'));
      const { words } = server;
      await expectOneRequest(provider, words, 5, /\(404\).*no such page.*base URL.*The request was POST \/[\w/.:-]+\.$/);
      const [asked] = server.requests;
      const run = await runInside(['complete', '-p', provider, ...words, 'hi']);
      expect(run.stderr).toContain(`The request was POST ${asked?.path ?? ''}.`);
    }),
  },
  {
    id: 'H11', fault: 'a redirect',
    checks: [
      ...checkAll([307, 308], async (provider, status) => expectOutcome(provider, [mock(`fault=redirect:same:${status}`)], good)),
      ...checkAll([301, 302, 303], async (provider, status) => {
        await expectOutcome(provider, [mockFault(`redirect:same:${status}`)], refused(/redirects the request in a way that loses its content/));
      }),
      ...checkEach(providers, async (provider) => {
        let otherCount = 0;
        const other = await serveHttp((_, response) => {
          otherCount += 1;
          response.end();
        });
        const server = await serveReplies(provider, rawReply(307, { location: `${other}/v1/chat` }));
        await expectOneRequest(provider, server.words, 5, /must not get the API key/);
        expect(otherCount).toBe(0);
      }),
    ],
  },
  {
    id: 'H12', fault: 'a redirect that leads round',
    checks: checkEach(providers, async (provider) => expectOutcome(provider, [mockFault('redirect:loop')], refused(/redirects more than 3 times/))),
  },
];

const bodyText = `<html><title>Bad \u001b[2J gateway</title>${'x'.repeat(1000)}</html>`;
const errorBodies: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string | Buffer]>> = {
  'a web page': [{ 'content-type': 'text/html' }, bodyText],
  nothing: [{}, ''],
  'broken gzip': [{ 'content-encoding': 'gzip' }, gzipSync(bodyText).fill(0xff, 20)],
  'many megabytes': [{ 'content-type': 'text/plain' }, Buffer.alloc(16_000_000, 'x')],
};

const answerRows: readonly FaultRow[] = [
  {
    id: 'H13', fault: 'an error under status 200',
    checks: checkAll(['-S', '--stream'], async (provider, way) => {
      const words = [mock('fault=json,fault=error:0'), ...once, ...(way === '-S' ? ['-S'] : [])];
      await expectOutcome(provider, words, refused(/simulated failure/));
    }),
  },
  {
    id: 'H14', fault: 'an error with a body that is none',
    checks: checkAll(Object.keys(errorBodies), async (provider, what) => {
      const [headers, body] = errorBodies[what]!;
      const server = await serveReplies(provider, rawReply(500, headers, body));
      const run = await expectOutcome(provider, [...server.words, ...once], refused(/\(500\)/));
      expect(run.stderr.length).toBeLessThan(2000);
    }),
  },
  {
    id: 'H15', fault: 'another content type than the body has',
    checks: checkAll(['content-type:text/plain', 'content-type:application/json', 'json', 'content-type:text/html'], async (provider, fault) => {
      await expectOutcome(provider, [mockFault(fault)], good);
    }),
  },
  {
    id: 'H16', fault: 'a compressed stream',
    checks: [
      ...checkAll(['gzip', 'deflate', 'br', 'gzip,fault=trickle'], async (provider, fault) => expectOutcome(provider, [mockFault(fault)], good)),
      ...checkEach(providers, async (provider) => {
        const run = await expectOutcome(provider, [mockFault('bad-gzip'), ...once], { exitCode: 7, stdout: { beginningOf: answerText }, says: /broke off/, isCached: false });
        expect(run.stdout).not.toBe('');
      }),
    ],
  },
  {
    id: 'H17', fault: 'headers of more than 16 kB',
    checks: checkEach(providers, async (provider) => {
      await expectOneRequest(provider, [mockFault('headers:20000')], 6, /headers longer than 16 kB/);
      await expectOutcome(provider, [mockFault('headers:9000')], good);
    }),
  },
  {
    id: 'H18', fault: 'a good status and no body',
    checks: checkAll(['204', 'empty'], async (provider, fault) => expectOutcome(provider, [mockFault(fault), ...once], refused(/empty/))),
  },
  {
    id: 'H19', fault: 'early hints',
    checks: checkAll(['streamed', 'whole'], async (provider, way) => {
      await expectOutcome(provider, [mockFault('early-hints'), ...(way === 'whole' ? ['-S'] : [])], good);
    }),
  },
  {
    id: 'H20', fault: 'a content-length of more than comes',
    checks: [
      ...checkEach(providers, async (provider) => {
        const run = await expectOutcome(provider, [mock('fault=long-length,fault=truncate:3'), ...once], { exitCode: 7, stdout: { beginningOf: answerText }, says: /broke off|before the answer/, isCached: false });
        expect(run.stdout).not.toBe('');
      }),
      ...providers.map((provider) => ({
        name: `${provider}, before any text`,
        run: async () => {
          const broken = rawReply(200, { 'content-type': 'application/json', 'content-length': '90' }, '{');
          const server = await serveReplies(provider, (play) => {
            broken(play);
            play.response.socket?.end();
          }, answer());
          await expectOutcome(provider, server.words, good);
          expect(server.requests).toHaveLength(2);
        },
      })),
    ],
  },
];

/** Faults of HTTP, H1 to H20. */
export const httpRows: readonly FaultRow[] = [...accountRows, ...limitRows, ...requestRows, ...answerRows];

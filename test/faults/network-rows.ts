import dns from 'node:dns';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { expect, vi } from 'vitest';
import { answerText, connectTo, firstTokens } from '../contract/connected.js';
import { createCertificate, hasOpenssl } from '../transport/certificate.js';
import { listen } from '../transport/loopback.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { countAttempts, expectOutcome } from './outcome.js';
import { formatOf, mock, mockFault, providers } from './providers.js';
import type { RunInsideOptions } from './run-inside.js';
import { answer, hangUp, hangUpAfterHeaders, serveReplies } from './scripted-provider.js';

const good = { exitCode: 0, stdout: answerText, isCached: true } as const;
const kept = { exitCode: 7, stdout: firstTokens, isCached: false } as const;

type Address = { readonly address: string; readonly family: number };

/** Answers every question for a name: with addresses, with an error, or never. */
const nameServer = (reply: readonly Address[] | string | undefined): { readonly asked: () => number } => {
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(((hostname: string, ...rest: unknown[]) => {
    const callback = rest.at(-1) as (error: Error | null, ...found: unknown[]) => void;
    const wantsAll = (rest[0] as { readonly all?: boolean }).all === true;
    if (typeof reply === 'string') setImmediate(callback, Object.assign(new Error(`getaddrinfo ${reply} ${hostname}`), { code: reply, hostname }));
    else if (reply !== undefined) setImmediate(callback, null, ...(wantsAll ? [reply] : [reply[0]?.address, reply[0]?.family]));
  }));
  return { asked: () => spy.mock.calls.length };
};

const deadPort = async (): Promise<number> => {
  const server = createTcpServer();
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const portOf = (origin: string): string => new URL(origin).port;

const namedHost = 'https://api.example';
const atName = (provider: string): readonly string[] => ['--base-url', namedHost, '-m', formatOf(provider).model];

const resolveRows: readonly FaultRow[] = [
  {
    id: 'N1', fault: 'the name is unknown',
    checks: checkEach(providers, async (provider) => {
      nameServer('ENOTFOUND');
      await expectOutcome(provider, atName(provider), { exitCode: 6, says: /api\.example/, isCached: false });
      expect(await countAttempts(provider, atName(provider))).toBe(1);
    }),
  },
  {
    id: 'N2', fault: 'the name server does not answer',
    checks: checkEach(providers, async (provider) => {
      nameServer('EAI_AGAIN');
      await expectOutcome(provider, atName(provider), { exitCode: 6, says: /name server.*api\.example/, isCached: false });
      const attempts = await countAttempts(provider, atName(provider));
      expect(attempts).toBeGreaterThan(1);
      expect(attempts).toBeLessThanOrEqual(4);
    }),
  },
  {
    id: 'N3', fault: 'nobody listens',
    checks: checkEach(providers, async (provider) => {
      const words = ['--base-url', `http://127.0.0.1:${await deadPort()}`, '-m', formatOf(provider).model];
      await expectOutcome(provider, words, { exitCode: 6, says: /Nothing accepts connections at 127\.0\.0\.1:\d+.*Start it/, isCached: false });
      expect(await countAttempts(provider, words)).toBe(1);
    }),
  },
  {
    id: 'N4', fault: '::1 is dead and 127.0.0.1 alive',
    checks: checkEach(providers, async (provider) => {
      const { origin, words } = await serveReplies(provider, answer());
      nameServer([{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }]);
      await expectOutcome(provider, [...words, '--base-url', `http://localhost:${portOf(origin)}`], good);
    }),
  },
  {
    id: 'N5', fault: 'the way to the server leads nowhere',
    checks: checkEach(providers, async (provider) => {
      nameServer(undefined);
      const words = [...atName(provider), '--connect-timeout', '40ms'];
      await expectOutcome(provider, words, { exitCode: 6, says: /Could not connect to api\.example within 40 ms.*--connect-timeout/, isCached: false });
      expect(await countAttempts(provider, words)).toBe(1);
    }),
  },
  {
    id: 'N18', fault: 'the name has addresses of one family only',
    checks: checkEach(providers, async (provider) => {
      const { origin, words } = await serveReplies(provider, answer());
      const { asked } = nameServer([{ address: '127.0.0.1', family: 4 }]);
      await expectOutcome(provider, [...words, '--base-url', `http://localhost:${portOf(origin)}`], good);
      expect(asked()).toBeGreaterThan(0);
    }),
  },
];

const breakRows: readonly FaultRow[] = [
  {
    id: 'N6', fault: 'a reset before any byte',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, hangUp, answer());
      await expectOutcome(provider, server.words, good);
      expect(server.requests).toHaveLength(2);
    }),
  },
  {
    id: 'N7', fault: 'a reset after the headers',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, hangUpAfterHeaders, answer());
      await expectOutcome(provider, server.words, good);
      expect(server.requests).toHaveLength(2);
    }),
  },
  {
    id: 'N8', fault: 'a reset after some tokens',
    checks: [
      ...checkEach(providers, async (provider) => {
        await expectOutcome(provider, [mockFault('reset-after:3')], { ...kept, says: /broke off.*broke in the middle/ });
        expect(await countAttempts(provider, [mockFault('reset-after:3')])).toBe(1);
      }),
      ...providers.map((provider) => ({
        name: `${provider}, in the middle of an event`,
        run: async () => {
          const run = await expectOutcome(provider, [mockFault('reset-at:1900'), '--max-retries', '0'], { exitCode: 7, stdout: { beginningOf: answerText }, says: /broke off/, isCached: false });
          expect(run.stdout).not.toBe('');
        },
      })),
    ],
  },
  {
    id: 'N9', fault: 'silence in the middle, the connection half open',
    checks: checkEach(providers, async (provider) => {
      await expectOutcome(provider, [mockFault('stall-after:3'), '--idle-timeout', '400ms'], { ...kept, says: /went silent.*--idle-timeout/ });
    }),
  },
  {
    id: 'N10', fault: 'headers never come',
    checks: checkEach(providers, async (provider) => {
      const words = [mockFault('stall'), '--first-token-timeout', '60ms'];
      await expectOutcome(provider, words, { exitCode: 6, says: /did not begin to answer within 60 ms.*--first-token-timeout/, isCached: false });
      expect(await countAttempts(provider, words)).toBe(1);
    }),
  },
  {
    id: 'N11', fault: 'a kept connection that the server has closed',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, answer(), hangUp, answer());
      const connected = await connectTo(formatOf(provider), server.origin);
      for (const turn of [1, 2]) expect((await connected.ask()).answer.text, `answer ${turn}`).toBe(answerText);
      expect(server.requests).toHaveLength(3);
    }),
  },
];

const tlsServer = async (names: string): Promise<string> => {
  const server = createTlsServer(createCertificate(names), (_, response) => response.end());
  return `https://127.0.0.1:${await listen(server)}`;
};

/** A proxy that answers every request and every tunnel with this status. */
const useProxy = async (status: number): Promise<RunInsideOptions> => {
  const proxy = createServer((_, response) => response.writeHead(status).end());
  proxy.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`));
  const url = `http://127.0.0.1:${await listen(proxy)}`;
  return { env: { HTTPS_PROXY: url, HTTP_PROXY: url } };
};

const middleRows: readonly FaultRow[] = [
  {
    id: 'N12', fault: 'a certificate nobody trusts, or for another host',
    checks: hasOpenssl ? checkEach(providers, async (provider) => {
      const words = ['-m', formatOf(provider).model, '--base-url'];
      for (const names of ['IP:127.0.0.1', 'DNS:elsewhere.example']) {
        const run = await expectOutcome(provider, [...words, await tlsServer(names)], { exitCode: 6, says: /certificate.*(?:NODE_EXTRA_CA_CERTS|--ca-cert)/i, isCached: false });
        expect(run.stderr).not.toMatch(/REJECT|insecure|skip/i);
      }
    }) : [],
  },
  {
    id: 'N13', fault: 'a proxy that is dead, refuses, wants a login, or is not for this host',
    checks: checkEach(providers, async (provider) => {
      const dead = { env: { HTTPS_PROXY: `http://127.0.0.1:${await deadPort()}` } };
      const words = [...atName(provider), '--max-retries', '0'];
      await expectOutcome(provider, words, { exitCode: 6, says: /proxy/i, isCached: false }, dead);
      for (const status of [407, 403]) await expectOutcome(provider, words, { exitCode: 6, says: /proxy/i, isCached: false }, await useProxy(status));
      await expectOutcome(provider, [mock()], good, { env: { HTTP_PROXY: dead.env.HTTPS_PROXY, HTTPS_PROXY: dead.env.HTTPS_PROXY } });
    }),
  },
  {
    id: 'N14', fault: 'a captive portal',
    checks: checkEach(providers, async (provider) => {
      await expectOutcome(provider, [mockFault('html')], { exitCode: 5, says: /a web page \("Welcome to the hotel network"\).*base URL/, isCached: false });
    }),
  },
  {
    id: 'N15', fault: 'the wall clock jumps ten minutes at every look',
    checks: checkEach(providers, async (provider) => {
      for (const jumpMs of [600_000, -600_000]) {
        let nowMs = Date.now();
        await expectOutcome(provider, [mock('chunk=3')], good, { now: () => (nowMs += jumpMs) });
      }
    }),
  },
  {
    id: 'N16', fault: 'a byte at a time',
    checks: [
      ...checkEach(providers, async (provider) => expectOutcome(provider, [mockFault('trickle'), '--idle-timeout', '5s'], good)),
      ...providers.map((provider) => ({
        name: `${provider}, for longer than the limit of the whole answer`,
        run: async () => {
          await expectOutcome(provider, [mock('itl=60'), '--timeout', '600ms', '--idle-timeout', '5s'], { exitCode: 7, stdout: { beginningOf: answerText }, says: /within 600 ms.*--timeout/, isCached: false });
        },
      })),
    ],
  },
  {
    id: 'N17', fault: 'no file descriptor is left',
    checks: checkEach(providers, async (provider) => {
      nameServer('EMFILE');
      await expectOutcome(provider, [...atName(provider), '--max-retries', '1'], { exitCode: 6, says: /no connection left.*ulimit/, isCached: false });
    }),
  },
];

/** Faults of the network, N1 to N18. */
export const networkRows: readonly FaultRow[] = [...resolveRows, ...breakRows, ...middleRows];

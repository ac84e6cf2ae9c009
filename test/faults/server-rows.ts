import { get } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'vitest';
import { parseSimulatorOptions } from '../../src/simulator/options.js';
import type { Simulator } from '../../src/simulator/server.js';
import { startSimulator } from '../../src/simulator/server.js';
import { answerText, connectTo } from '../contract/connected.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { provenBy } from './proven-by.js';
import { formatOf, mock, providers } from './providers.js';

/** Runs a simulator for as long as something is done with it. */
const withSimulator = async (words: string, use: (simulator: Simulator) => Promise<void>): Promise<void> => {
  const options = parseSimulatorOptions(words, () => Buffer.from(answerText));
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, options });
  try {
    await use(simulator);
  } finally {
    await simulator.close();
  }
};

const statusOf = (url: string, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly allowed: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, allowed: response.headers['access-control-allow-origin'] });
    }).on('error', reject);
  });

/** What comes back for these bytes, whatever they are. */
const rawAnswer = (url: string, bytes: string): Promise<string> => new Promise((resolve) => {
  let text = '';
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
  socket.on('data', (part) => (text += String(part))).on('close', () => resolve(text)).on('error', () => resolve(text));
});

const smuggled = 'POST /openai/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n';

const seen = (id: string, fault: string, ...files: readonly string[]): FaultRow => ({ id, fault, checks: provenBy(id, ...files) });

/** Faults that the server of `uada mock` meets, of V1 to V14. */
export const serverRows: readonly FaultRow[] = [
  seen('V1', 'a client leaves the queue or the stream', 'test/simulator/streams.test.ts'),
  seen('V2', 'a reader that does not read', 'test/simulator/body-writer.test.ts'),
  {
    id: 'V3', fault: 'a body that is too large, too deep, or two requests in one',
    checks: [
      ...provenBy('V3', 'test/simulator/server.test.ts'),
      { name: 'two lengths', run: () => withSimulator('', async ({ url }) => expect(await rawAnswer(url, smuggled)).toMatch(/^HTTP\/1\.1 400 /)) },
      { name: 'headers without end', run: () => withSimulator('', async ({ url }) => expect(await rawAnswer(url, `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}`)).toMatch(/^HTTP\/1\.1 431 /)) },
    ],
  },
  {
    id: 'V4', fault: 'a web page asks',
    checks: checkEach(['https://evil.example', 'null'], (origin) => withSimulator('', async ({ url }) => {
      for (const path of ['/', '/openai/v1/models', '/ollama/api/tags']) expect((await statusOf(`${url}${path}`, { origin })).allowed).toBeUndefined();
    })),
  },
  seen('V7', 'the port is taken', 'test/simulator/server.test.ts'),
  {
    id: 'V10', fault: 'hundreds of streams at once, under memory pressure',
    checks: checkEach(providers, (provider) => withSimulator(mock('itl=1').slice('--mock='.length), async ({ baseUrls }) => {
      const { ask } = await connectTo(formatOf(provider), baseUrls[provider]);
      const asked = Array.from({ length: 100 }, () => ask());
      const garbage = setInterval(() => void Array.from({ length: 100 }, () => Buffer.alloc(100_000)), 2);
      try {
        for (const { answer } of await Promise.all(asked)) expect(answer.text).toBe(answerText);
      } finally {
        clearInterval(garbage);
      }
    })),
  },
];

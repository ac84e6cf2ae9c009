import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { runUada } from '../helpers/run-uada.js';

/** A server in OpenAI's format whose clock is so many milliseconds off. */
const useServerAt = async (offsetMs: number): Promise<string> => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', date: new Date(Date.now() + offsetMs).toUTCString() });
    response.end('data: {"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"OK"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
};

it.each([[-3_600_000, /The clock of this machine is 3(?:599|600|601) s ahead of the server's/], [3_600_000, /The clock of this machine is 3(?:599|600|601) s behind the server's/], [0, undefined]] as const)(
  'doctor tells a clock that is off by %d ms, with the fix', async (offsetMs, says) => {
    const env = { OPENAI_BASE_URL: await useServerAt(offsetMs), OLLAMA_HOST: '127.0.0.1:9' };
    const { exitCode, stdout } = await runUada(['doctor', '-p', 'openai', '--json'], { env });
    const rows = (JSON.parse(stdout) as readonly { readonly check: string; readonly status: string; readonly detail: string; readonly fix: string | null }[]).filter(({ check }) => check === 'openai');
    expect(exitCode).toBe(0);
    if (says === undefined) expect(rows).toMatchObject([{ status: 'ok', detail: expect.stringMatching(/; clock right to \d+ s$/) }]);
    else expect(rows).toContainEqual(expect.objectContaining({ status: 'warn', detail: expect.stringMatching(says), fix: 'Set it by NTP.' }));
  },
);

import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerHttp2Stream } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { canary } from '../helpers/canaries.js';
import { useHttp2Server } from '../helpers/http2-server.js';
import { runUada } from '../helpers/run-uada.js';
import { createCertificate, hasOpenssl } from '../transport/certificate.js';


const event = (delta: unknown, finishReason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'one', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;

const pieces = ['One', ' two', ' three'];

const silenceMs = 60;

/** Headers and an event without a word at once, the words after a silence. */
const sayAfterSilence = (stream: ServerHttp2Stream): void => {
  stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
  stream.write(event({ role: 'assistant', content: '' }));
  setTimeout(() => stream.end(`${pieces.map((content) => event({ content })).join('')}${event({}, 'stop')}data: [DONE]\n\n`), silenceMs);
};

const ask = async (url: string, certificate: string, ...words: readonly string[]) => {
  const path = join(createTemporaryDirectory(), 'rows.jsonl');
  const finished = await runUada(['bench', '--http2', '-m', 'openai/gpt-5-mini', '--base-url', url, '--ca-cert', certificate, '--json', '--jsonl', path, ...words]);
  const rows = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  return { ...finished, rows, json: JSON.parse(finished.stdout) };
};

/** A row whose first token is the first word, behind all that went before. */
const expectStamped = (row: Readonly<Record<string, number | string | null>>): void => {
  expect(row).toMatchObject({ events: pieces.length, error: null });
  // A server's timer is never early.
  expect(row['ttft_ms']).toBeGreaterThan(silenceMs - 2);
  const order = ['start_ms', 'sent_ms', 'first_token_ms', 'last_token_ms', 'end_ms'].map((name) => row[name]);
  expect(order).toEqual([...order].sort((one, other) => Number(one) - Number(other)));
  expect(order).not.toContain(null);
};

describe.runIf(hasOpenssl)('bench --http2', () => {
  it('sends many streams over one connection, and stamps each of them', async () => {
    const server = await useHttp2Server(sayAfterSilence);
    const { json, rows } = await ask(server.url, server.certificate, '-n', '24', '-c', '8', '--warmup', '0');
    expect(server.connectionCount()).toBe(1);
    expect(new Set(server.headers.map((headers) => headers['accept-encoding']))).toEqual(new Set(['identity']));
    const [target] = json.targets;
    expect(target).toMatchObject({ requests: { ok: 24, failed: 0 }, ttft_ms: { n: 24 }, connect: { new: 1, reused: 23, tcp_ms: { n: 1 }, tls_ms: { n: 1 } } });
    expect(rows).toHaveLength(24);
    rows.forEach(expectStamped);
  });

  it('has one connection a worker', async () => {
    const server = await useHttp2Server(sayAfterSilence);
    const { json, rows } = await ask(server.url, server.certificate, '-n', '20', '-c', '6', '--warmup', '0', '--workers', '2');
    expect([server.connectionCount(), json.client.workers]).toEqual([2, 2]);
    expect(new Set(server.headers.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${canary('openai')}`]));
    expect(rows).toHaveLength(20);
    rows.forEach(expectStamped);
  });

  it.each([[['--workers', '1']], [['--workers', '2']]])('says of a server that speaks HTTP/1.1 alone what complete says, with %j', async (workers) => {
    const pair = createCertificate('IP:127.0.0.1');
    const server = createServer(pair, (_request, response) => void response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const certificate = join(createTemporaryDirectory(), 'certificate.pem');
    writeFileSync(certificate, pair.cert);
    const { port } = server.address() as AddressInfo;
    const { exitCode, rows } = await ask(`https://127.0.0.1:${port}`, certificate, '-n', '3', '-c', '3', '--warmup', '0', ...workers);
    expect(exitCode).toBeGreaterThan(0);
    expect(new Set(rows.map(({ error, message }) => `${error}: ${message}`))).toEqual(new Set([`connect: openai: 127.0.0.1:${port} does not speak HTTP/2.`]));
  });
});

it('bench --http2 --mock says that the simulator speaks HTTP/1.1, and measures it so', async () => {
  const { stderr, stdout } = await runUada(['bench', '--http2', '--mock=ttft=1,itl=1,tokens=2', '-n', '4', '--workers', '2', '--json']);
  expect(stderr).toContain('The simulator speaks HTTP/1.1');
  expect(JSON.parse(stdout).targets[0].requests).toMatchObject({ ok: 4, failed: 0 });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, serveHttp } from './loopback.js';

const folder = mkdtempSync(join(tmpdir(), 'uada-exit-'));
const program = join(folder, 'program.mjs');

/** Sends one request, reads all or only the first piece, and closes nothing. */
const source = `
  import { createFetchTransport } from './fetch-transport.js';
  import { createHttp2Transport } from './http2-transport.js';
  const [url, kind, howMuch] = process.argv.slice(2);
  const send = kind === 'http2' ? createHttp2Transport() : createFetchTransport();
  const response = await send({ method: 'GET', url, headers: {} }, new AbortController().signal);
  for await (const chunk of response.body) if (howMuch === 'first') break;
  process.stdout.write('done');
`;

beforeAll(async () => {
  await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL('../../src/transport', import.meta.url)) },
    outfile: program, bundle: true, format: 'esm', platform: 'node', logLevel: 'warning',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The output and exit code of a program that must end by itself. */
const run = async (...words: readonly string[]): Promise<readonly [string, unknown]> => {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, 'exit');
  return [output, code];
};

it.each(['all', 'first'])('a program ends although a connection is kept for the next request (reads %s)', async (howMuch) => {
  const origin = await serveHttp((_message, response) => {
    response.write('data: 1\n\n');
    setImmediate(() => response.end('data: [DONE]\n\n'));
  });
  expect(await run(origin, 'fetch', howMuch)).toEqual(['done', 0]);
});

it('a program ends although it left a body that never ends', async () => {
  const origin = await serveHttp((_message, response) => response.write('data: 1\n\n'));
  expect(await run(origin, 'fetch', 'first')).toEqual(['done', 0]);
});

it.each(['all', 'first'])('a program ends although an HTTP/2 session is open (reads %s)', async (howMuch) => {
  const server = createHttp2Server();
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200 });
    stream.write('data: 1\n\n');
    if (howMuch === 'all') stream.end();
  });
  expect(await run(`http://127.0.0.1:${await listen(server)}`, 'http2', howMuch)).toEqual(['done', 0]);
});

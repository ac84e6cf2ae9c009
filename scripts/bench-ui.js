// The terminal view in a pseudo-terminal of 80×24: `npm run bench:ui [-- ROUNDS [TOKENS]]`.
// First text beside a bare script in the same run, then long answers at 1,000 tokens a second: bytes, lines painted
// again, clear-screen sequences, CPU, memory.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import { countRepaints } from './bench-ui/count-repaints.js';

const rounds = Number(process.argv[2] ?? 9);
const longTokens = Number(process.argv[3] ?? 20_000);
const columns = 80;
const firstTokenMs = 300;
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'bin', 'uada.js');
const folder = mkdtempSync(join(tmpdir(), 'uada-bench-ui-'));

const startSimulator = (...options) => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [bin, 'mock', '--port', '0', '--json', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.on('error', reject);
  child.stdout.once('data', (data) => resolve({ child, environment: JSON.parse(String(data)).environment }));
});

const usageFile = join(folder, 'usage.json');
// Written by the program itself when it ends: what it used of CPU and memory.
const usageHook = join(folder, 'usage.cjs');
writeFileSync(usageHook, `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(usageFile)}, JSON.stringify(process.resourceUsage())));`);

/** Runs a script in a terminal; resolves with what it wrote and when the pattern was there, in ms from the start. */
const runInTerminal = (words, environment, pattern) => new Promise((resolve) => {
  const startMs = performance.now();
  const child = pty.spawn(process.execPath, words, {
    name: 'xterm-256color', cols: columns, rows: 24,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', UADA_DATA_DIR: join(folder, 'data'), ...environment },
  });
  let written = '';
  let foundMs;
  child.onData((data) => {
    written += data;
    if (foundMs === undefined && pattern.test(written)) foundMs = performance.now() - startMs;
  });
  child.onExit(() => resolve({ written, startMs, foundMs }));
});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => `${value.toFixed(0).padStart(6)} ms`;

const ask = ['complete', '-m', 'openai/gpt-x', 'hi'];

/** A provider that sends its first token after a while, and knows when it did. */
const startProvider = () => new Promise((resolve) => {
  const provider = { sentMs: 0, server: undefined, baseUrl: '' };
  const event = (choice, extra = {}) => `data: ${JSON.stringify({
    id: 'x', object: 'chat.completion.chunk', created: 1, model: 'gpt-x', choices: choice === undefined ? [] : [{ index: 0, finish_reason: null, ...choice }], ...extra,
  })}\n\n`;
  provider.server = http.createServer((request, response) => {
    request.resume();
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      provider.sentMs = performance.now();
      response.write(event({ delta: { role: 'assistant', content: 'Marvellous words' } }));
      setTimeout(() => response.end(`${event({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`), 100);
    }, firstTokenMs);
  }).listen(0, '127.0.0.1', () => {
    provider.baseUrl = `http://127.0.0.1:${provider.server.address().port}/v1`;
    resolve(provider);
  });
});

const bareScript = (baseUrl) => {
  const file = join(folder, 'bare.mjs');
  writeFileSync(file, `
import http from 'node:http';
http.request(${JSON.stringify(`${baseUrl}/chat/completions`)}, { method: 'POST' }, (response) => response.on('data', (chunk) => process.stdout.write(chunk))).end('{}');
`);
  return file;
};

const measureStart = async () => {
  const provider = await startProvider();
  const environment = { OPENAI_API_KEY: 'simulated-key', OPENAI_BASE_URL: provider.baseUrl };
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, 'console.log("Marvellous");');
  const bare = bareScript(provider.baseUrl);
  await runInTerminal([bin, ...ask], environment, /Marv/);
  const rows = [
    ['empty Node script', [empty]],
    ['bare http script', [bare], true],
    ['uada', [bin, ...ask, '--no-cache'], true],
    ['uada, out of the cache', [bin, ...ask]],
  ];
  const times = rows.map(() => []);
  const lags = rows.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, words]] of rows.entries()) {
      const { startMs, foundMs } = await runInTerminal(words, environment, /Marv/);
      times[index].push(foundMs);
      lags[index].push(startMs + foundMs - provider.sentMs);
    }
  }
  provider.server.close();
  console.log(`First text on the screen, median of ${rounds} rounds, first token ${firstTokenMs} ms after the request:`);
  rows.forEach(([name, , isAsking], index) => {
    const lag = isAsking === true ? `, ${ms(median(lags[index])).trim()} after the token was sent${index === 2 ? ' (aim 60)' : ''}` : '';
    console.log(`${ms(median(times[index]))} from the start${lag}: ${name}`);
  });
  const ratios = times[3].map((time, round) => time / times[0][round]);
  console.log(`${median(ratios).toFixed(2).padStart(8)}x an empty script for a cached answer on a terminal (aim 1.6), median of the rounds, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`);
};

const measureLong = async (tokens) => {
  const simulator = await startSimulator('--itl', '1', '--tokens', String(tokens));
  const environment = { OPENAI_API_KEY: 'simulated-key', ...simulator.environment };
  const words = ['--require', usageHook, bin, ...ask, '--no-cache', '--no-history'];
  const { written } = await runInTerminal(words, environment, /$/);
  const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
  const plain = await new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...ask, '--no-cache', '--no-history'], { env: { PATH: process.env.PATH, HOME: folder, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (data) => (text += data));
    child.on('close', () => resolve(text));
  });
  simulator.child.kill();
  const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1000;
  const bytes = Buffer.byteLength(written);
  const ratio = bytes / Buffer.byteLength(plain);
  const clears = (written.match(/\u001b(?:\[[0-3]?J|c|\[\?1049)/g) ?? []).length;
  const { repaints, rows, paintsPerRow } = countRepaints(written, columns);
  console.log(`${String(tokens).padStart(6)} tokens: ${Buffer.byteLength(plain)} bytes of text, ${bytes} written (${ratio.toFixed(2)}x, aim 3), ${clears} clear-screen sequences, CPU ${cpuMs.toFixed(0)} ms, peak memory ${(usage.maxRSS / 1024).toFixed(0)} MB`);
  console.log(`${' '.repeat(15)} ${rows} rows, ${repaints} painted again after they were finished (aim 0); a row is painted ${paintsPerRow.toFixed(1)} times until it is`);
  return cpuMs;
};

try {
  await measureStart();
  console.log('Long answers at 1,000 tokens/s:');
  const half = await measureLong(longTokens / 2);
  const full = await measureLong(longTokens);
  console.log(`${(full / half).toFixed(2).padStart(8)}x  the CPU time for twice the length (aim 2.2)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

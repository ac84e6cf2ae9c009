// Start-up times beside an empty Node script in the same run: `npm run bench:start [-- ROUNDS]`.
// Every round runs every row once, in turn, so that a busy machine is busy for all of them alike.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const rounds = Number(process.argv[2] ?? 31);
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'bin', 'uada.js');
const folder = mkdtempSync(join(tmpdir(), 'uada-bench-'));

const startSimulator = () => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [bin, 'mock', '--port', '0', '--json', '--tokens', '20'], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.on('error', reject);
  child.stdout.once('data', (data) => resolve({ child, environment: JSON.parse(String(data)).environment }));
});

const simulator = await startSimulator();
const base = simulator.environment.OPENAI_BASE_URL;

const emptyScript = join(folder, 'empty.mjs');
writeFileSync(emptyScript, '');
const bareScript = join(folder, 'bare.mjs');
writeFileSync(bareScript, `
import fetch from ${JSON.stringify(pathToFileURL(join(root, 'node_modules', 'node-fetch', 'src', 'index.js')).href)};
const response = await fetch(${JSON.stringify(`${base}/chat/completions`)}, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer simulated-key' },
  body: JSON.stringify({ model: 'gpt-x', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'hi' }] }),
});
let buffer = '';
for await (const chunk of response.body) {
  buffer += chunk;
  for (let end = buffer.indexOf('\\n\\n'); end >= 0; end = buffer.indexOf('\\n\\n')) {
    const data = buffer.slice(0, end).replace(/^data: /, '');
    buffer = buffer.slice(end + 2);
    if (data !== '[DONE]') process.stdout.write(JSON.parse(data).choices[0]?.delta.content ?? '');
  }
}
`);

const environment = {
  PATH: process.env.PATH, HOME: folder, UADA_DATA_DIR: join(folder, 'data'), OPENAI_API_KEY: 'simulated-key', ...simulator.environment,
};

const run = (words) => {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
};

const ask = ['complete', '-m', 'openai/gpt-x', 'hi'];
const rows = [
  { name: 'empty Node script', words: [emptyScript] },
  { name: 'uada --version', words: [bin, '--version'], beside: 0, aim: 1.15 },
  { name: 'uada --help', words: [bin, '--help'], beside: 0 },
  { name: 'cache hit into a pipe', words: [bin, ...ask], beside: 0, aim: 1.35 },
  { name: 'bare node-fetch script', words: [bareScript] },
  { name: 'miss, cache off', words: [bin, ...ask, '--no-cache'], beside: 4, aim: 1.25 },
  { name: 'miss, answer stored', words: [bin, ...ask, '--refresh'], beside: 4, aim: 1.25 },
];

try {
  for (const row of rows) run(row.words);
  const times = rows.map(() => []);
  for (let round = 0; round < rounds; round += 1) rows.forEach((row, index) => times[index].push(run(row.words)));

  const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const medians = times.map((list) => at([...list].sort((a, b) => a - b), 0.5));
  console.log(`Node ${process.versions.node}, ${rounds} rounds; median, lowest and quartiles in ms; ratio to the yardstick`);
  rows.forEach((row, index) => {
    const sorted = [...times[index]].sort((a, b) => a - b);
    const figures = [medians[index], sorted[0], at(sorted, 0.25), at(sorted, 0.75)].map((ms) => ms.toFixed(1).padStart(7)).join(' ');
    // The ratio of each round is taken first: what else the machine did then weighs on both alike.
    const ratios = row.beside === undefined ? [] : times[index].map((ms, round) => ms / times[row.beside][round]).sort((a, b) => a - b);
    const ratio = ratios.length === 0 ? '' : `  ${at(ratios, 0.5).toFixed(2)}x ${rows[row.beside].name}${row.aim === undefined ? '' : ` (aim ${row.aim})`}`;
    console.log(`${row.name.padEnd(24)}${figures}${ratio}`);
  });
} finally {
  simulator.child.kill();
  rmSync(folder, { recursive: true, force: true });
}

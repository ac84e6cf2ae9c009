// Runs the built program in a pseudo-terminal and takes pictures of what it shows.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { readFrame } from './terminal-cells.js';

const bin = fileURLToPath(new URL('../../bin/uada.js', import.meta.url));

/** One simulator for each provider of a session, each with a model of its own temper. */
const startSimulator = (folder, provider, { text, ...options }) => new Promise((resolve, reject) => {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  if (text !== undefined) {
    writeFileSync(join(folder, `${provider}.md`), text);
    flags.push('--text', `@${join(folder, `${provider}.md`)}`);
  }
  const child = spawn(process.execPath, [bin, 'mock', '--port', '0', '--json', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.on('error', reject);
  child.stdout.once('data', (data) => {
    const { environment } = JSON.parse(String(data));
    const own = Object.entries(environment).filter(([name]) => name.startsWith(provider.toUpperCase()) || (provider === 'cohere' && name.startsWith('CO_')));
    resolve({ child, environment: Object.fromEntries(own) });
  });
});

const keyOf = (provider) => [provider === 'cohere' ? 'CO_API_KEY' : `${provider.toUpperCase()}_API_KEY`, 'simulated-key'];

const frameMs = 120;

/** Takes a picture whenever something has changed. */
const watch = (terminal, state) => {
  const startMs = performance.now();
  const frames = [];
  let last = '';
  const take = () => {
    const frame = readFrame(terminal, state.isCursorShown);
    const key = JSON.stringify(frame);
    if (key === last) return;
    last = key;
    frames.push({ ...frame, atMs: Math.round(performance.now() - startMs) });
  };
  const timer = setInterval(take, frameMs);
  return { frames, take, stop: () => clearInterval(timer) };
};

const typeKeys = async (keys, child, written) => {
  for (const { after, text, waitMs = 0 } of keys) {
    while (after !== undefined && !after.test(written())) await delay(30);
    await delay(waitMs);
    for (const key of Array.isArray(text) ? text : [...text]) {
      child.write(key);
      await delay(35);
    }
  }
};

/**
 * Plays a session: `words` are the command line, `shown` what the prompt says, `answers` the temper of each
 * provider's simulator, `keys` what is typed and after which output.
 */
export const record = async ({ words, shown, columns = 100, rows = 28, answers = {}, keys = [], variables = {} }) => {
  const folder = mkdtempSync(join(tmpdir(), 'uada-screens-'));
  const simulators = await Promise.all(Object.entries(answers).map(([provider, options]) => startSimulator(folder, provider, options)));
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const state = { isCursorShown: true };
  let written = '';
  terminal.write(`\u001b[1;32m$\u001b[0m ${shown}\r\n`);
  const child = pty.spawn(process.execPath, [bin, ...words], {
    name: 'xterm-256color', cols: columns, rows,
    env: {
      PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', UADA_DATA_DIR: join(folder, 'data'), ...Object.fromEntries(Object.keys(answers).map(keyOf)),
      ...Object.assign({}, ...simulators.map(({ environment }) => environment)), ...variables,
    },
  });
  const film = watch(terminal, state);
  child.onData((data) => {
    written += data;
    terminal.write(data);
    const modes = [...data.matchAll(/\u001b\[\?25([hl])/g)];
    if (modes.length > 0) state.isCursorShown = modes.at(-1)[1] === 'h';
  });
  const ended = new Promise((resolve) => child.onExit(resolve));
  await Promise.race([typeKeys(keys, child, () => written), ended]);
  await ended;
  await new Promise((resolve) => terminal.write('', resolve));
  state.isCursorShown = false;
  film.take();
  film.stop();
  for (const simulator of simulators) simulator.child.kill();
  rmSync(folder, { recursive: true, force: true });
  return { frames: film.frames, columns, rows };
};

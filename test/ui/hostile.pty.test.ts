import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuse, sayEach, useScriptedServer } from '../helpers/scripted-server.js';
import type { Reply } from '../helpers/scripted-server.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { ownSequences } from './own-sequences.js';
import { runInPty } from './pty.js';

const whole = hostilePayloads.map(([, payload]) => payload);

/** Each payload cut in two at every place, a line each. */
const cuts = hostilePayloads.flatMap(([, payload, visible]) =>
  Array.from({ length: payload.length + 1 }, (_, place) => ({ pieces: [`<${payload.slice(0, place)}`, `${payload.slice(place)}>\n`], visible: `<${visible}>\n` })));

const cutAnswer: Reply = sayEach(cuts.flatMap(({ pieces }) => pieces));
const seen = cuts.map(({ visible }) => visible).join('');

const settings = { NO_COLOR: '1' };

const forbidden = /[^\r\n\t\x20-\x7e\xa0-\u{10ffff}]|\r(?!\n)|[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/** Runs the program in a terminal and returns what reached it. */
const written = async (words: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<string> => {
  const run = runInPty(words, { variables: { ...settings, ...variables } });
  await run.ended;
  return run.written();
};

const expectTextOnly = (text: string): void => expect(text.match(forbidden)).toBeNull();

describe('a hostile answer in a real terminal', () => {
  it('knows at least sixty attacks', () => {
    expect(new Set(whole).size).toBeGreaterThanOrEqual(60);
  });

  it('is nothing but its text, wherever each attack is cut in two [T1] [T2]', async () => {
    const server = await useScriptedServer(cutAnswer);
    const text = await written(['complete', '-p', 'openai', '--base-url', server.url, '--raw', '-q', '--no-cache', 'hi']);
    expectTextOnly(text);
    expect(text.replaceAll('\r\n', '\n')).toBe(seen);
  });

  it('is nothing but text and the cursor of the view, wherever each attack is cut in two [T1] [T2]', async () => {
    const server = await useScriptedServer(cutAnswer);
    const text = await written(['complete', '-p', 'openai', '--base-url', server.url, '--no-cache', 'hi']);
    expectTextOnly(text.replace(ownSequences, ''));
    expect(text).toContain('txt.exe');
  });

  it('passes for those who ask for --unsafe-raw', async () => {
    const server = await useScriptedServer(sayEach(['a\u001b]0;title\u0007b']));
    expect(await written(['-p', 'openai', '--base-url', server.url, '--unsafe-raw', '-q', 'hi'])).toContain('a\u001b]0;title\u0007b');
  });

  it('is text again out of the cache [T1]', async () => {
    const server = await useScriptedServer(sayEach(whole.map((payload) => `${payload}\n\n`)));
    const variables = { UADA_DATA_DIR: mkdtempSync(join(tmpdir(), 'uada-hostile-')) };
    const words = ['complete', '-p', 'openai', '--base-url', server.url, 'hi'];
    await written(words, variables);
    expectTextOnly((await written(words, variables)).replace(ownSequences, ''));
    for (const command of [['cache', 'list'], ['history', 'list'], ['history', 'show', '1'], ['history', 'search', 'bank']]) {
      expectTextOnly((await written(command, variables)).replace(ownSequences, ''));
    }
    expect(server.bodies).toHaveLength(1);
  });
});

describe('a hostile word beside the answer [T3]', () => {
  // No NUL: neither an argument nor a file name can hold one.
  const words = whole.map((payload) => payload.replaceAll('\0', '').replaceAll('\n', '')).filter((payload) => !/[\ud800-\udfff](?![\udc00-\udfff])/.test(payload));
  const all = words.join('x');

  it('in the text of an error', async () => {
    const server = await useScriptedServer((response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: all.slice(0, 450), type: all, param: all, code: all } }));
    });
    for (const form of [[], ['--json'], ['--debug']]) {
      expectTextOnly((await written(['-p', 'openai', '--base-url', server.url, ...form, 'hi'])).replace(ownSequences, ''));
    }
  });

  it('as the name of the model and in the ids of the answer', async () => {
    const server = await useScriptedServer(sayEach(['Fine.'], all));
    for (const form of [[], ['-u', '--raw'], ['--json'], ['--format', 'ndjson'], ['--verbose']]) {
      expectTextOnly((await written(['-m', `openai/${words.slice(0, 40).join('x')}`, '--base-url', server.url, '--no-cache', ...form, 'hi'])).replace(ownSequences, ''));
    }
  });

  it('in arguments, names of files and settings', async () => {
    const config = mkdtempSync(join(tmpdir(), 'uada-hostile-'));
    writeFileSync(join(config, 'config.toml'), `[providers.openai]\nbase_url = ${JSON.stringify(`http://${all}`)}\n`);
    for (const command of [['-f', `/nowhere/${words[0] ?? ''}`], ['-p', words[5] ?? ''], ['--temperature', words[1] ?? ''], ['--base-url', all], [`--${all}`], ['-o', `/nowhere/${all}`, '--mock']]) {
      expectTextOnly((await written(['complete', ...command, 'hi'])).replace(ownSequences, ''));
    }
    expectTextOnly((await written(['-p', 'openai', 'hi'], { UADA_CONFIG_DIR: config })).replace(ownSequences, ''));
    expectTextOnly((await written(['-p', 'openai', 'hi'], { UADA_TIMEOUT: all })).replace(ownSequences, ''));
  });

  it('in the report of a load test', async () => {
    const server = await useScriptedServer(sayEach(['Fine.'], all), refuse(500));
    const text = await written(['bench', '-m', `openai/${words.filter((word) => !word.includes(',')).slice(0, 30).join('x')}`, '--base-url', server.url, '-n', '3', '-c', '1', '--warmup', '0']);
    expect(text).toContain('openai/');
    expectTextOnly(text.replace(ownSequences, ''));
  });
});

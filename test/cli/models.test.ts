import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';
import { configIn } from './config-in.js';

const key = 'canary-models-0001';
const hourMs = 60 * 60 * 1000;

/** The name of a model, or its row. */
type Named = string | { readonly id: string; readonly supported_parameters: readonly string[] };
type Lister = { readonly url: string; count: number; names: readonly Named[]; status: number };

const answer = (lister: Lister) => (_: IncomingMessage, response: ServerResponse): void => {
  lister.count += 1;
  response.writeHead(lister.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(lister.status === 200 ? { data: lister.names.map((row) => (typeof row === 'string' ? { id: row } : row)) } : { error: { message: 'Out of order.' } }));
};

/** A server with a model list in OpenAI's format, which counts how often it is asked. */
const useLister = async (...names: readonly Named[]): Promise<Lister> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const lister = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, count: 0, names, status: 200 };
  server.on('request', answer(lister));
  return lister;
};

type Place = { readonly dataDir: string; readonly run: (...words: readonly string[]) => Promise<Finished> };

const placeFor = (url: string, env: Readonly<Record<string, string>> = {}): Place => {
  const dataDir = mkdtempSync(join(tmpdir(), 'uada-models-'));
  const all = { OPENAI_API_KEY: key, OPENAI_BASE_URL: url, UADA_DATA_DIR: dataDir, ...env };
  return { dataDir, run: (...words) => runUada(words, { env: all }) };
};

const listFiles = ({ dataDir }: Place): readonly string[] => readdirSync(join(dataDir, 'models')).map((name) => join(dataDir, 'models', name));

const makeOlder = (place: Place, byMs: number): void => {
  for (const path of listFiles(place)) {
    const content = JSON.parse(readFileSync(path, 'utf8')) as { readonly listedAtMs: number };
    writeFileSync(path, JSON.stringify({ ...content, listedAtMs: content.listedAtMs - byMs }));
  }
};

const idsOf = ({ stdout }: Finished): readonly string[] => (JSON.parse(stdout) as readonly { readonly id: string }[]).map(({ id }) => id);

describe('a model list that was asked for', () => {
  it('answers for a day without a request, says its age, and is asked for again with --refresh', async () => {
    const lister = await useLister('one', 'two');
    const place = placeFor(lister.url);
    const first = await place.run('models', '-p', 'openai', '--json');
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    makeOlder(place, 3 * hourMs);
    lister.names = ['three'];
    const second = await place.run('models', '-p', 'openai', '--json');
    expect([idsOf(second), lister.count]).toEqual([idsOf(first), 1]);
    expect(second.stderr).toBe('uada: openai: listed 3 h ago; --refresh asks again\n');
    expect((JSON.parse(second.stdout) as readonly { readonly listed_age_ms: number }[])[0]!.listed_age_ms).toBeGreaterThanOrEqual(3 * hourMs);
    const third = await place.run('models', '-p', 'openai', '--json', '--refresh');
    expect([idsOf(third), third.stderr, lister.count]).toEqual([['openai/three'], '', 2]);
  });

  it('says its age in one line for all providers together', async () => {
    const { environment } = await useSimulator();
    const env = { ...environment, HOME: mkdtempSync(join(tmpdir(), 'uada-home-')) };
    await runUada(['models', '--json'], { env });
    expect((await runUada(['models', '--json'], { env })).stderr).toMatch(/^uada: openrouter, openai, [a-z, ]+: listed up to [^\n]+ ago; --refresh asks again\n$/);
  });

  it('is asked for again after a day, and when its time lies ahead', async () => {
    const lister = await useLister('one');
    const place = placeFor(lister.url);
    await place.run('models', '-p', 'openai');
    for (const [byMs, count] of [[23 * hourMs, 1], [2 * hourMs, 2], [-hourMs, 3]] as const) {
      makeOlder(place, byMs);
      expect((await place.run('models', '-p', 'openai')).exitCode).toBe(0);
      expect(lister.count).toBe(count);
    }
  });

  it('is readable by its owner only, without the key, also when the server names a model after it', async () => {
    const lister = await useLister('one', `two-${key}`);
    const place = placeFor(lister.url);
    expect((await place.run('models', '-p', 'openai', '--json')).stdout).not.toContain(key);
    const [path = ''] = listFiles(place);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(place.dataDir, 'models')).mode & 0o777).toBe(0o700);
    expect(readFileSync(path, 'utf8')).not.toContain(key);
  });

  it('stands in with a warning for a provider that fails, however old it is, and stays', async () => {
    const lister = await useLister('one');
    const place = placeFor(lister.url);
    await place.run('models', '-p', 'openai');
    makeOlder(place, 72 * hourMs);
    lister.status = 500;
    for (const words of [[], ['--refresh']]) {
      const run = await place.run('models', '-p', 'openai', '--json', ...words);
      expect([run.exitCode, idsOf(run)]).toEqual([0, ['openai/one']]);
      expect(run.stderr).toMatch(/^uada: .*Out of order.*Shown is what openai listed 3 d ago\.\n$/);
    }
  });

  it.each(['', '{"version":1,"provider":"openai","listedAtMs":', '{"version":2,"models":[]}', '{"version":1,"provider":"openai","listedAtMs":"now","models":[]}', 'null'])(
    'is ignored and replaced when its file is %j', async (text) => {
      const lister = await useLister('one');
      const place = placeFor(lister.url);
      await place.run('models', '-p', 'openai');
      const [path = ''] = listFiles(place);
      writeFileSync(path, text);
      expect(idsOf(await place.run('models', '-p', 'openai', '--json'))).toEqual(['openai/one']);
      expect(lister.count).toBe(2);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ models: [{ id: 'one' }] });
    });

  it('belongs to one address, and none is kept of the simulator behind --mock', async () => {
    const [here, there] = [await useLister('one'), await useLister('two')];
    const place = placeFor(here.url);
    await place.run('models', '-p', 'openai');
    expect(idsOf(await place.run('models', '-p', 'openai', '--json', '--base-url', there.url))).toEqual(['openai/two']);
    await place.run('models', '--mock');
    expect(listFiles(place)).toHaveLength(2);
  });

  it('is listed all the same where it cannot be kept, with one warning', async () => {
    const lister = await useLister('one');
    const run = await runUada(['models', '-p', 'openai'], { env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: lister.url, UADA_DATA_DIR: '/dev/null/data' } });
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('openai/one') as string });
    expect(run.stderr).toMatch(/^uada: The model lists are not kept: \/dev\/null.*\n$/);
  });
});

describe('an Ollama on this machine', () => {
  it('is always asked, and its list stands in when it is gone', async () => {
    const simulator = await useSimulator();
    const place = placeFor('', simulator.environment);
    const first = await place.run('models', '-p', 'ollama', '--json');
    expect((await place.run('models', '-p', 'ollama')).stderr).toBe('');
    expect(JSON.parse(first.stdout)).toContainEqual(expect.objectContaining({ model: 'gpt-oss:20b', input_usd_per_million: 0, output_usd_per_million: 0 }));
    await simulator.close();
    const third = await place.run('models', '-p', 'ollama', '--json');
    expect([third.exitCode, idsOf(third)]).toEqual([0, idsOf(first)]);
    expect(third.stderr).toContain('Shown is what ollama listed');
  });
});

describe('what is shown of a list', () => {
  it('has all of the words that are searched for', async () => {
    const { run } = placeFor((await useLister('gpt-large', 'gpt-small-code', 'o-small')).url);
    expect(idsOf(await run('models', '-p', 'openai', '--json', 'SMALL', 'gpt'))).toEqual(['openai/gpt-small-code']);
    expect(idsOf(await run('models', '-p', 'openai', '--json', 'small', 'large'))).toEqual([]);
    expect(await run('models', '-p', 'openai', 'small', 'large')).toMatchObject({ exitCode: 0, stdout: '', stderr: expect.stringMatching(/No model matches "small large"\. --all shows .*\n$/) });
    expect(idsOf(await run('models', '-p', 'openai', '--json', 'small'))).toEqual(['openai/gpt-small-code', 'openai/o-small']);
  });

  it('says what a model can where the list tells it, also out of the kept list, and finds it by that', async () => {
    const { run } = placeFor((await useLister('gpt-large')).url);
    expect(JSON.parse((await run('models', '-p', 'openai', '--json')).stdout)).toMatchObject([{ capabilities: null }]);
    const able = await useLister({ id: 'a/able', supported_parameters: ['tools', 'reasoning'] }, { id: 'a/plain', supported_parameters: [] });
    const router = placeFor('', { OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: able.url });
    await router.run('models', '-p', 'openrouter');
    expect(idsOf(await router.run('models', '-p', 'openrouter', '--json', 'reasoning'))).toEqual(['openrouter/a/able']);
    expect((await router.run('models', '-p', 'openrouter')).stdout).toMatch(/ CAN\nopenrouter\/a\/able .* tools, reasoning\nopenrouter\/a\/plain .*\?\n$/);
    expect(able.count).toBe(1);
  });

  it('fills in out of the snapshot what a bare list does not tell, and says what nobody knows', async () => {
    const { run } = placeFor((await useLister('gpt-5-mini', 'gpt-of-tomorrow')).url);
    expect(JSON.parse((await run('models', '-p', 'openai', '--json')).stdout)).toMatchObject([
      { id: 'openai/gpt-5-mini', capabilities: ['tools', 'vision', 'reasoning'], capabilities_unknown: ['json_schema'] },
      { id: 'openai/gpt-of-tomorrow', capabilities: null, capabilities_unknown: ['tools', 'vision', 'reasoning', 'json_schema'] },
    ]);
    expect((await run('models', '-p', 'openai')).stdout).toMatch(/gpt-5-mini .* tools, vision, reasoning, json_schema\?\nopenai\/gpt-of-tomorrow .*\?\n$/);
    expect(idsOf(await run('models', '-p', 'openai', '--json', 'vision'))).toEqual(['openai/gpt-5-mini']);
  });

  it('names the aliases that stand for a model, by which it is found', async () => {
    const config = configIn('[aliases]\nquick = "openai/gpt-small"\nq = "openai/gpt-small"\nother = "groq/gpt-small"\n');
    const { run } = placeFor((await useLister('gpt-large', 'gpt-small')).url, config);
    const found = await run('models', '-p', 'openai', '--json', 'quick');
    expect(JSON.parse(found.stdout)).toMatchObject([{ id: 'openai/gpt-small', aliases: ['quick', 'q'] }]);
    expect((await run('models', '-p', 'openai')).stdout).toMatch(/ALIAS\nopenai\/gpt-large[^,]*\nopenai\/gpt-small .* quick, q\n$/);
  });
});

it('completion offers what was listed last, without the server and without what is not for chatting', async () => {
  const lister = await useLister('house-model', 'text-embedding-9', 'bad\u001b[31mname');
  const place = placeFor(lister.url);
  await place.run('models', '-p', 'openai');
  makeOlder(place, 72 * hourMs);
  const { stdout } = await place.run('completion', 'values', 'models');
  expect(stdout.split('\n').slice(0, 2)).toEqual(['openai/house-model', 'openai/badname']);
  expect(stdout).not.toContain('text-embedding-9');
  expect(lister.count).toBe(1);
});

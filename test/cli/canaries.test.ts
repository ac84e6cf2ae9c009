import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canary, canaryKeys } from '../helpers/canaries.js';
import { filesBelow } from '../helpers/files-below.js';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { useSimulator } from '../helpers/simulator.js';

const providers = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'];
const variables = Object.keys(canaryKeys);
const addressVariables = ['OPENROUTER_BASE_URL', 'OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'GOOGLE_GEMINI_BASE_URL', 'GROQ_BASE_URL', 'TOGETHER_BASE_URL', 'CO_API_URL', 'OLLAMA_HOST'];
const allAt = (url: string): Readonly<Record<string, string>> => Object.fromEntries(addressVariables.map((variable) => [variable, url]));

/** Every credential a request came with, with and without the word before it, as a careless server repeats it. */
const credentialsIn = ({ headers, url }: IncomingMessage): string =>
  [headers.authorization, headers.authorization?.replace(/^\w+ /, ''), headers['x-api-key'], headers['x-goog-api-key'], headers['x-extra-auth'], url].join(' ');

const received = new Set<string>();
const listen = async (answer: (echo: string, response: ServerResponse) => void): Promise<string> => {
  const server = createServer((request, response) => {
    const echo = credentialsIn(request);
    received.add(echo);
    request.resume().on('end', () => answer(echo, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const echoHeaders = (echo: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json', 'x-request-id': echo, 'request-id': echo, 'x-debug': echo, 'www-authenticate': `Bearer realm="${echo}"`,
});
const errorBody = (echo: string): string => JSON.stringify({
  error: { message: `Incorrect key provided: ${echo}`, type: echo, code: echo, status: echo, param: echo }, message: `wrong ${echo}`, id: echo,
});
const echoing = (status: number): Promise<string> => listen((echo, response) => {
  response.writeHead(status, echoHeaders(echo));
  response.end(errorBody(echo));
});
const refusing = await echoing(401);
const failing = await echoing(500);
const limiting = await echoing(429);
const notFound = await echoing(404);
const redirecting = await listen((echo, response) => response.writeHead(302, { ...echoHeaders(echo), location: `http://127.0.0.1:1/${encodeURIComponent(echo)}` }).end());
const page = await listen((echo, response) => response.writeHead(200, { ...echoHeaders(echo), 'content-type': 'text/html' }).end(`<html><title>${echo}</title>${echo}</html>`));
const trickling = await listen((echo, response) => {
  response.writeHead(401, echoHeaders(echo));
  const body = errorBody(echo);
  const writeFrom = (index: number): void => {
    if (index >= body.length) response.end();
    else response.write(body.slice(index, index + 3), () => setImmediate(() => writeFrom(index + 3)));
  };
  writeFrom(0);
});
/** A line that `--debug` says in pieces, with the key at every place where one may end. */
const endless = await listen((echo, response) => {
  response.writeHead(401, echoHeaders(echo));
  const body = JSON.stringify({ error: { message: `${'word '.repeat(13_000)}${echo.repeat(40)}` } });
  const writeFrom = (index: number): void => {
    if (index >= body.length) response.end();
    else response.write(body.slice(index, index + (index === 0 ? 64_000 : 11)), () => setImmediate(() => writeFrom(index + (index === 0 ? 64_000 : 11))));
  };
  writeFrom(0);
});
const inBand = await listen((echo, response) => {
  response.writeHead(200, { ...echoHeaders(echo), 'content-type': 'text/event-stream' });
  response.end(`data: ${JSON.stringify({ id: echo, object: 'chat.completion.chunk', created: 1, model: echo, choices: [{ index: 0, delta: { content: 'Text' }, finish_reason: null }] })}\n\ndata: ${errorBody(echo)}\n\n`);
});
const naming = await listen((echo, response) => {
  response.writeHead(200, { ...echoHeaders(echo), 'content-type': 'text/event-stream' });
  const chunk = (delta: unknown, finishReason: string | null): string =>
    `data: ${JSON.stringify({ id: echo, object: 'chat.completion.chunk', created: 1, model: echo, choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
  response.end(`${chunk({ content: 'Text' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
});
const simulator = await useSimulator();
const faulty = await Promise.all(['fault=truncate:3', 'fault=reset-after:3', 'fault=error:3', 'fault=error:0', 'fault=html', 'fault=empty', 'fault=402', 'fault=500'].map(async (words) => [words, await useSimulator(words)] as const));

type Home = { readonly env: Readonly<Record<string, string | undefined>>; readonly home: string };
const homeWith = (env: Readonly<Record<string, string | undefined>> = {}, config?: string): Home => {
  const home = mkdtempSync(join(tmpdir(), 'uada-canary-'));
  const configDir = join(home, 'config');
  mkdirSync(configDir);
  if (config !== undefined) writeFileSync(join(configDir, 'config.toml'), config, { mode: 0o600 });
  return { home, env: { HOME: home, UADA_CONFIG_DIR: configDir, UADA_DATA_DIR: join(home, 'data'), ...env } };
};

/** One run. Whatever it leaves is looked into by what runs before and behind every test (test/setup.ts). */
const check = (words: readonly string[], { env }: Home, stdin?: string): Promise<Finished> => runUada(words, { env, ...(stdin === undefined ? {} : { stdin }) });

const quick = ['--max-retries', '0'];
const forms: readonly (readonly string[])[] = [[], ['--debug'], ['--json'], ['--format', 'ndjson', '--debug', '-u'], ['-S', '--debug', '--json']];

describe('no canary of a key is seen [K6]', () => {
  it.each(providers)('%s: in an answer, a cached one, a dry run, and with --debug', async (provider) => {
    // The simulator takes any key but those that look invalid.
    const place = homeWith({ ...simulator.environment });
    for (const words of [...forms, ['--no-cache', '--debug'], ['--dry-run'], ['--dry-run', '--json'], ['--refresh', '-u', '--verbose']]) {
      expect((await check(['-p', provider, ...words, 'hi'], place)).exitCode).toBe(0);
    }
    for (const words of [['models', '-p', provider], ['history', 'export'], ['cache', 'export']]) await check(words, place);
  });

  it.each(providers)('%s: when a server repeats it in its refusal', async (provider) => {
    for (const address of [refusing, failing, limiting, notFound, trickling, endless, redirecting, page]) {
      const place = homeWith(allAt(address));
      for (const form of [[], ['--json', '--debug']]) expect((await check(['-m', `${provider}/model`, ...quick, ...form, 'hi'], place)).exitCode).not.toBe(0);
    }
    await check(['models', '-p', provider], homeWith(allAt(refusing)));
  }, 120_000);

  it.each(providers)('%s: in any report of a load test', async (provider) => {
    for (const addresses of [simulator.environment, allAt(naming), allAt(refusing), allAt(failing)]) {
      const place = homeWith(addresses);
      const files = ['jsonl', 'csv', 'save'].flatMap((flag) => [`--${flag}`, join(place.home, `report.${flag}`)]);
      for (const form of [[], ['--json', '--debug'], ['--workers', '2', '--debug']]) {
        const { exitCode } = await check(['bench', '-m', `${provider}/model`, '-n', '2', '-c', '1', '--warmup', '0', ...files, ...form], place);
        expect(exitCode).not.toBe(2);
      }
    }
  }, 60_000);

  it('in a batch, a submitted one, a comparison, a diagnosis, the settings and the pages of a load test', async () => {
    for (const addresses of [simulator.environment, allAt(refusing)]) {
      const place = homeWith(addresses);
      const at = (name: string): string => join(place.home, name);
      writeFileSync(at('in.jsonl'), '"one"\n"two"\n');
      const runs = [
        ['batch', at('in.jsonl'), '-o', at('out.jsonl'), '-m', 'openai/m', '--debug'], ['batch', at('in.jsonl'), '--submit', '-m', 'anthropic/m', '--debug'],
        ['batch', 'status'], ['compare', '-m', 'openai/m,cohere/m,google/m', 'hi', '--debug'], ['doctor', '--json'], ['doctor'], ['providers'], ['config', 'list', '--json'],
        ['bench', '-m', 'groq/m', '-n', '2', '--warmup', '0', '--html', at('a.html'), '--hdr', at('a.hdr')], ['bench', 'list', '--json'],
      ];
      for (const words of runs) expect([words[0], (await check(words, place)).exitCode]).not.toEqual([words[0], 2]);
      for (const name of ['out.jsonl', 'a.html', 'a.hdr']) expect(filesBelow(place.home).map((path) => basename(path))).toContain(name);
    }
  }, 60_000);

  it('when a server repeats it as the name of the model, the id or in the middle of an answer', async () => {
    for (const address of [inBand, naming]) {
      const place = homeWith(allAt(address));
      for (const form of forms.slice(0, 4)) expect((await check(['-p', 'openai', ...quick, ...form, 'hi'], place)).stdout).toContain('Text');
      for (const words of [['history', 'export'], ['cache', 'export']]) await check(words, place);
    }
  });

  it.each(faulty)('when the provider fails with %s', async (_words, { environment }) => {
    for (const provider of providers) await check(['-p', provider, ...quick, '--debug', 'hi'], homeWith({ ...environment }));
  }, 60_000);

  it('with retries, a fallback and a race', async () => {
    const place = homeWith({ ...simulator.environment, OPENAI_BASE_URL: failing, GROQ_BASE_URL: limiting });
    await check(['-p', 'openai', '--max-retries', '1', '--fallback', 'groq,anthropic', 'hi'], place);
    await check(['-p', 'openai', '--race', 'openai,groq', ...quick, 'hi'], place);
  });

  it('when a key cannot be sent', async () => {
    for (const [index, variable] of variables.entries()) {
      for (const key of [`${canary('spaced')} x`, `Bearer ${canary('bearer')}`, `"${canary('quoted')}"`, `${canary('unicode')}\u200b`, `${canary('line')}\nx`]) {
        const run = await check(['-p', providers[index]!, 'hi'], homeWith({ [variable]: key, ...simulator.environment, OLLAMA_HOST: 'https://ollama.com' }));
        expect(run.exitCode).toBe(3);
      }
    }
  }, 60_000);

  it.each([
    ['prints it and fails', 'echo "$CANARY"; echo "$CANARY" >&2; exit 3'], ['prints two', 'printf "a $CANARY"'], ['prints a wrong one', 'printf "$CANARY"; sleep 0.1'],
  ])('when key_cmd %s', async (_name, command) => {
    // The key is no word of the command: what stands in a command line is seen by everybody, whoever runs it.
    const place = homeWith({ ...simulator.environment, OPENAI_BASE_URL: refusing, OPENAI_API_KEY: undefined, CANARY: canary('cmd') });
    const script = join(mkdtempSync(join(tmpdir(), 'uada-script-')), 'key.sh');
    writeFileSync(script, `${command}\n`);
    writeFileSync(join(place.home, 'config', 'config.toml'), `[providers.openai]\nkey_cmd = ["sh", "${script}"]\n`);
    for (const form of [[], ['--debug', '--json']]) expect((await check(['-p', 'openai', ...form, 'hi'], place)).exitCode).toBe(3);
    await check(['keys', 'list'], place);
  });

  it.each([
    `[providers.openai]\nkey = "${canary('config')}\n`, `[providers.openai]\nkee = "${canary('config')}"\n`, `key = "${canary('config')}"\n`,
    `[providers.openai]\nkey = ["${canary('config')}"]\n`, `[providers.openai]\nkey_env = "${canary('config')}"\n`, `openai_key = ${canary('config')}\n`,
    `[providers.openai]\nkey = "${canary('config')}"\nkey = "${canary('config')}"\n`, `[providers]\nopenai = "${canary('config')}"\n`,
    `[providers.openai]\nbase_url = "nonsense://user:${canary('config')}@host"\n`, `[providers.openai]\nheaders = { x-auth = "${canary('config')}\\n" }\n`,
    `[cache]\nurl = "nonsense://user:${canary('config')}@host"\n`,
  ])('when config.toml is wrong: %j', async (config) => {
    for (const form of [[], ['--json', '--debug']]) expect((await check(['-p', 'openai', ...form, 'hi'], homeWith({}, config))).exitCode).toBe(2);
  });

  it('when it stands in config.toml, in keys.json or as a login in an address', async () => {
    const config = `[providers.openai]\nkey = "${canary('config')}"\nheaders = { x-extra-auth = "${canary('header')}" }\n`;
    for (const address of [refusing, naming, `http://user:${canary('login')}@127.0.0.1:${new URL(refusing).port}`]) {
      for (const form of forms) await check(['-p', 'openai', ...quick, ...form, 'hi'], homeWith({ OPENAI_BASE_URL: address }, config));
    }
    const place = homeWith({ OPENAI_BASE_URL: refusing });
    await check(['keys', 'set', 'openai'], place, canary('stored'));
    expect(readFileSync(join(place.home, 'config', 'keys.json'), 'utf8')).toContain(canary('stored'));
    for (const words of [['-p', 'openai', 'hi'], ['-p', 'openai', '--debug', '--json', 'hi'], ['keys', 'list'], ['keys', 'list', '--json'], ['keys', 'rm', 'openai']]) await check(words, place);
  });

  it.each([
    `http://user:${canary('login')}@192.0.2.1`, `nonsense://user:${canary('login')}@host`, `http://user:${canary('login')}@127.0.0.1:1`, `http://${canary('login')}@[::1`,
  ])('when it is a login in the address %s', async (address) => {
    for (const form of [[], ['--debug', '--json'], ['--dry-run']]) {
      const variable = homeWith(allAt(address));
      for (const provider of providers) await check(['-m', `${provider}/m`, ...quick, ...form, 'hi'], variable);
    }
    await check(['-p', 'openai', ...quick, '--debug', 'hi'], homeWith({ HTTPS_PROXY: address, HTTP_PROXY: address }));
  }, 60_000);

  it('when files are in each other\'s place', async () => {
    for (const [folder, name] of [['config', 'config.toml'], ['config', 'keys.json'], ['data', 'cache.db'], ['data', 'history.db']] as const) {
      const place = homeWith({ ...simulator.environment });
      mkdirSync(join(place.home, folder, name), { recursive: true });
      await check(['-p', 'openai', '--debug', '--json', 'hi'], place);
      await check(['keys', 'list'], place);
    }
    const place = homeWith(simulator.environment);
    writeFileSync(join(place.home, 'config', 'keys.json'), `{"openai": "${canary('broken')}" oops`);
    for (const words of [['-p', 'openai', '--debug', 'hi'], ['keys', 'list'], ['keys', 'rm', 'openai']]) await check(words, place);
    await check(['keys', 'set', 'openai'], place, canary('stored'));
  });

  it('and the servers did get the keys, so that there was something to see', () => {
    const all = [...received].join('\n');
    for (const provider of providers.filter((name) => name !== 'ollama')) expect(all).toContain(canary(provider));
    expect(all).toContain(canary('header'));
  });
});

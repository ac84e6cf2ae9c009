import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Candidate } from '../../src/app/complete-plan.js';
import { connect } from '../../src/app/connect.js';
import type { Io } from '../../src/app/io.js';
import { layersFor } from '../../src/app/layers-for.js';
import { createLimits } from '../../src/app/limits.js';
import { toNoticeLine } from '../../src/app/notice-line.js';
import { planComplete } from '../../src/app/plan-complete.js';
import { emptyConfig } from '../../src/config/config.js';
import type { Config, ProviderConfig } from '../../src/config/config.js';
import type { FlagValues } from '../../src/config/settings.js';
import { resolveSettings } from '../../src/config/settings.js';
import type { UadaError } from '../../src/core/errors.js';
import { userMessage } from '../../src/core/request.js';
import { refuse, say, useScriptedServer } from '../helpers/scripted-server.js';
import type { Reply, ScriptedServer } from '../helpers/scripted-server.js';

type Heard = { readonly text: string; readonly error: UadaError | undefined };

type World = { readonly config: Config; readonly flags: FlagValues; readonly io: Io };

const worldOf = (flags: FlagValues, own: Omit<ProviderConfig, 'name'>, signal: AbortSignal): World => {
  const discard = new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    flags, config: { ...emptyConfig, providers: new Map([['openai', { name: 'openai', ...own }]]) },
    io: {
      stdin: Readable.from([]), stdout: discard, stderr: discard, environment: { HOME: mkdtempSync(join(tmpdir(), 'uada-limits-')), OPENAI_API_KEY: 'simulated-key' },
      platform: process.platform, signal, now: Date.now, monotonicMs: () => performance.now(), warn: () => undefined,
    },
  };
};

/** A model behind the layers and the connection of the program, for many prompts of one process. */
const ready = async (server: ScriptedServer, { flags, config, io }: World, concurrency = 1) => {
  const { values } = resolveSettings({ environment: io.environment, file: config, flags });
  const settings = { ...values, model: 'openai/gpt-x', baseUrl: server.url };
  const places = { environment: io.environment, config, configDir: null };
  const limits = createLimits({ settings, config, io, concurrency });
  const plan: Candidate = await planComplete({ settings, config, places, mock: undefined, io, isModelNamed: true }, userMessage('hi'));
  const connection = await connect({ target: plan.target, settings, places, io });
  onTestFinished(() => connection.close());
  const notices: string[] = [];
  const provider = layersFor(plan, { settings, limits, io, notify: (notice) => notices.push(toNoticeLine(notice)) })(connection.provider);
  const ask = async (): Promise<Heard> => {
    let text = '';
    try {
      for await (const event of provider.stream(plan.request, io.signal)) text += event.type === 'text' ? event.text : '';
      return { text, error: undefined };
    } catch (error) {
      return { text, error: error as UadaError };
    }
  };
  return { ask, notices };
};

const inTurn = async (count: number, width: number, ask: () => Promise<Heard>): Promise<readonly Heard[]> => {
  const heard: Heard[] = [];
  let left = count;
  await Promise.all(Array.from({ length: width }, async () => {
    while (left > 0) {
      left -= 1;
      heard.push(await ask());
    }
  }));
  return heard;
};

const never = new AbortController().signal;

const sayLimited = (text: string, headers: Readonly<Record<string, string>>): Reply => (response, request) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  say(text)(response, request);
};

describe('the limits of a process', () => {
  it.each([1, 16])('send a thousand prompts to a dead provider at most 1,100 times, %i at once, and soon leave it alone', async (width) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const server = await useScriptedServer(refuse(503));
    const { ask } = await ready(server, worldOf({}, {}, never), width);
    const heard = await inTurn(1000, width, ask);
    expect(server.bodies.length).toBeLessThanOrEqual(1100);
    // Those that were under way when the fifth failed, with their retries, and nobody after them.
    expect(server.bodies.length).toBeLessThanOrEqual((5 + width) * 3);
    const leftAlone = heard.filter(({ error }) => error?.code === 'circuit_open');
    expect(leftAlone.length).toBeGreaterThan(900);
    expect(leftAlone[0]?.error?.message).toMatch(/^openai failed 5 times in a row and is left alone for \d+ s; the last time: openai/);
  });

  it.each([400, 401, 402, 403, 404])('never send a prompt again after a %i, and never leave a provider alone for it', async (status) => {
    const server = await useScriptedServer(refuse(status));
    const { ask } = await ready(server, worldOf({}, {}, never));
    await inTurn(20, 4, ask);
    expect(server.bodies).toHaveLength(20);
  });

  it('hold prompts back as the config says, and say which limit it is', async () => {
    const controller = new AbortController();
    const server = await useScriptedServer(say('fine'));
    const { ask, notices } = await ready(server, worldOf({}, { requestsPerMinute: 3 }, controller.signal));
    expect((await inTurn(3, 3, ask)).map(({ text }) => text)).toEqual(['fine', 'fine', 'fine']);
    const waiting = [ask(), ask()];
    await vi.waitFor(() => expect(notices).toEqual([expect.stringMatching(/^waiting (60|59) s: openai allows 3 requests a minute$/)]));
    controller.abort(new Error('stopped'));
    expect((await Promise.all(waiting)).map(({ text }) => text)).toEqual(['', '']);
    expect(server.bodies).toHaveLength(3);
  });

  it('count tokens, those of the prompt and those of the answer', async () => {
    const controller = new AbortController();
    const server = await useScriptedServer(say('fine'));
    const { ask, notices } = await ready(server, worldOf({ maxTokens: 1500 }, { tokensPerMinute: 2000 }, controller.signal));
    await ask();
    const waiting = ask();
    await vi.waitFor(() => expect(notices).toEqual([expect.stringMatching(/^waiting (60|59) s: openai allows 2,000 tokens a minute$/)]));
    controller.abort(new Error('stopped'));
    await waiting;
    expect(server.bodies).toHaveLength(1);
  });

  it('are learnt from the headers of a response', async () => {
    const spent = { 'x-ratelimit-limit-requests': '60', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' };
    const server = await useScriptedServer(sayLimited('one', spent), say('two'));
    const { ask, notices } = await ready(server, worldOf({}, {}, never));
    expect([(await ask()).text, (await ask()).text]).toEqual(['one', 'two']);
    expect(notices).toEqual([expect.stringMatching(/^waiting (?:1|0\.\d) s: openai says that too few requests are left$/)]);
  });

  it('are learnt from a refusal, which holds back the others too', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const server = await useScriptedServer(refuse(429, { 'retry-after-ms': '300' }), say('fine'));
    const { ask, notices } = await ready(server, worldOf({}, {}, never));
    const first = ask();
    await vi.waitFor(() => expect(notices).toHaveLength(1));
    const second = ask();
    expect((await Promise.all([first, second])).map(({ text }) => text)).toEqual(['fine', 'fine']);
    expect(notices.join('\n')).toMatch(/openai limits the rate \(429\); trying again in 0\.3 s[^]*waiting 0(?:\.[123])? s: openai asked for a pause/);
    expect(server.bodies).toHaveLength(3);
  });
});

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { answerText, connectTo } from '../contract/connected.js';
import { createFakeTimers } from '../transport/fake-timers.js';
import { askWithRetries } from './asked.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { expectOutcome, saidBy } from './outcome.js';
import { formatOf, mock, mockFault, providers } from './providers.js';
import { newHome, runInside } from './run-inside.js';
import type { Reply } from './scripted-provider.js';
import { answer, changedStream, rawReply, refuse, serveReplies } from './scripted-provider.js';

const good = { exitCode: 0, stdout: answerText, isCached: true } as const;
const json = { 'content-type': 'application/json' };

type JsonAnswer = {
  readonly text: string; readonly cost_usd: number | null; readonly provider: string;
  readonly usage: { readonly input_tokens: number | null; readonly output_tokens: number | null };
};

const askJson = async (provider: string, words: readonly string[]): Promise<JsonAnswer> => {
  const run = await runInside(['complete', '-p', provider, '--json', ...words, 'hi']);
  expect(run.exitCode).toBe(0);
  return JSON.parse(run.stdout) as JsonAnswer;
};

const fixtures = new URL('../fixtures/', import.meta.url);

/** A recorded answer of the provider: a stream, or whole where the name says so. */
const fixtureReply = (provider: string, name: string): Reply => {
  const isWhole = name.startsWith('body-');
  const [ending, kind] = provider === 'ollama' ? ['ndjson', 'application/x-ndjson'] : ['sse', 'text/event-stream'];
  const bytes = readFileSync(new URL(`${provider}/${name}.${isWhole ? 'json' : ending}`, fixtures));
  return rawReply(200, isWhole ? json : { 'content-type': kind }, bytes);
};

const firstCall = '{"tool_call":{"id":"call_1","name":"get_weather","arguments":{"city":"Kraków"}}}\n';
const shownCalls = `${firstCall}{"tool_call":{"id":"call_2","name":"get_time","arguments":{"zone":"CET"}}}\n`;

/** Google and Ollama send every call whole. */
const cutCallOf = (provider: string): string =>
  `Let me look.\n${provider === 'google' || provider === 'ollama' ? firstCall : '{"tool_call":{"id":"call_1","name":"get_weather","arguments":"{\\"cit"}}\n'}`;

const stopRows: readonly FaultRow[] = [
  {
    id: 'P1', fault: 'the token limit is reached',
    checks: checkEach(providers, async (provider) => {
      const words = [mock(), '--max-tokens', '16'];
      const run = await expectOutcome(provider, [...words, '-q'], { exitCode: 0, stdout: { beginningOf: answerText }, isCached: false });
      expect(run.stdout.length).toBeGreaterThan(10);
      const told = await runInside(['complete', '-p', provider, ...words, 'hi']);
      expect(saidBy(told)).toEqual(['uada: The answer was cut at the token limit. Raise --max-tokens for more.']);
      expect((await runInside(['complete', '-p', provider, ...words, '--strict', 'hi'])).exitCode).toBe(7);
    }),
  },
  {
    id: 'P2', fault: 'the content filter stops the answer',
    checks: providers.filter((provider) => formatOf(provider).finishReasons.includes('content_filter')).map((provider) => ({
      name: provider,
      run: async () => {
        const words = async (texts: readonly string[]): Promise<readonly string[]> => (await serveReplies(provider, answer(texts, 'content_filter'))).words;
        await expectOutcome(provider, await words([]), { exitCode: 5, says: /withheld the answer: its content filter/, isCached: false });
        await expectOutcome(provider, await words(['Half']), { exitCode: 7, stdout: 'Half', says: /cut the answer: its content filter/, isCached: false });
      },
    })),
  },
  {
    id: 'P3', fault: 'Google blocks the prompt',
    checks: checkEach(['streamed', 'whole'], async (way) => {
      const blocked = '{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":3}}';
      const server = await serveReplies('google', way === 'whole' ? rawReply(200, json, blocked) : rawReply(200, { 'content-type': 'text/event-stream' }, `data: ${blocked}\n\n`));
      const words = [...server.words, ...(way === 'whole' ? ['-S'] : [])];
      await expectOutcome('google', words, { exitCode: 5, says: /withheld the answer.*PROHIBITED_CONTENT/, isCached: false });
    }),
  },
  {
    id: 'P4', fault: 'Google spends everything on thinking',
    checks: checkEach(['streamed', 'whole'], async (way) => {
      const spent = '{"candidates":[{"finishReason":"MAX_TOKENS","index":0}],"usageMetadata":{"promptTokenCount":3,"thoughtsTokenCount":20}}';
      const server = await serveReplies('google', way === 'whole' ? rawReply(200, json, spent) : rawReply(200, { 'content-type': 'text/event-stream' }, `data: ${spent}\n\n`));
      const words = [...server.words, ...(way === 'whole' ? ['-S'] : [])];
      await expectOutcome('google', words, { exitCode: 7, says: /no visible text: the token limit.*--max-tokens/, isCached: false });
    }),
  },
  {
    id: 'P5', fault: 'only reasoning comes',
    checks: checkEach(providers, async (provider) => {
      const isShown = formatOf(provider).reasoning.isShown;
      const words = ['--mock=text=,reasoning=6', '--reasoning', 'high'];
      await expectOutcome(provider, words, { exitCode: isShown ? 7 : 5, says: isShown ? /no visible text.*--show-reasoning/ : /empty answer/, isCached: false });
    }),
  },
  {
    id: 'P6', fault: 'the model calls a tool nobody gave it',
    checks: [
      ...checkEach(providers, async (provider) => {
        const server = await serveReplies(provider, fixtureReply(provider, 'unasked-tool-calls'));
        await expectOutcome(provider, server.words, { exitCode: 0, stdout: `Let me look.\n${shownCalls}`, says: /stopped for a reason of its own/, isCached: false });
      }),
      ...providers.map((provider) => ({
        name: `${provider}, whole`,
        run: async () => {
          const server = await serveReplies(provider, fixtureReply(provider, 'body-unasked-tool-calls'));
          await expectOutcome(provider, [...server.words, '-S'], { exitCode: 0, stdout: `Let me look.\n${shownCalls}`, says: /stopped for a reason of its own/, isCached: false });
        },
      })),
      ...providers.map((provider) => ({
        name: `${provider}, cut off`,
        run: async () => {
          const server = await serveReplies(provider, fixtureReply(provider, 'unasked-tool-calls-cut-off'));
          await expectOutcome(provider, server.words, { exitCode: 7, stdout: cutCallOf(provider), says: /before the answer was finished/, isCached: false });
        },
      })),
    ],
  },
];

/** Counts that mean nothing, in every place a vendor has counts. */
const nonsenseUsage = (to: string): ((stream: string) => string) => (stream) =>
  stream.replace(/"(\w*(?:[tT]okens|TokenCount|_count))":\d+/g, `"$1":${to}`);

const countRows: readonly FaultRow[] = [
  {
    id: 'P7', fault: 'token counts are missing, null, or no numbers',
    checks: providers.flatMap((provider) => [
      ...['null', '"7"', '-1', '{}'].map((value) => ({
        name: `${provider}, ${value}`,
        run: async () => {
          const told = await askJson(provider, (await serveReplies(provider, changedStream(nonsenseUsage(value)))).words);
          expect(told).toMatchObject({ text: answerText, usage: { output_tokens: null } });
          if (provider !== 'ollama') expect(told.cost_usd).toBeNull();
        },
      })),
      {
        name: `${provider}, missing`,
        run: async () => {
          expect(await askJson(provider, [mockFault('no-usage')])).toMatchObject({ text: answerText, usage: { input_tokens: null, output_tokens: null } });
        },
      },
    ]),
  },
  {
    id: 'P8', fault: 'the price of the model is unknown',
    checks: checkEach(providers.filter((provider) => provider !== 'ollama'), async (provider) => {
      // OpenRouter says what it charged, which then is known.
      const server = await serveReplies(provider, changedStream((stream) => stream.replaceAll('"cost":0', '"cost":null')));
      expect(await askJson(provider, [...server.words, '-m', 'brand-new-model-9'])).toMatchObject({ text: answerText, cost_usd: null });
      const run = await runInside(['complete', '-p', provider, ...server.words, '-m', 'brand-new-model-9', '-u', 'hi']);
      expect(run.stderr).not.toMatch(/\$0|NaN/);
    }),
  },
];

const tellAll: Readonly<Record<string, string>> = {
  'an object': '{"error":{"message":"Words of the vendor","type":"odd","code":"odd"}}',
  'a numeric code': '{"error":{"message":"Words of the vendor","code":500}}',
  'a text': '{"error":"Words of the vendor"}',
  'a message alone': '{"message":"Words of the vendor"}',
};

const ollamaRows: readonly FaultRow[] = [
  {
    id: 'P9', fault: 'Ollama loads a model for two minutes',
    checks: checkEach(['ollama'], async (provider) => {
      const timers = createFakeTimers();
      let release = (): void => undefined;
      const slow: Reply = (play) => (release = () => answer()(play));
      const server = await serveReplies(provider, slow);
      const connected = await connectTo(formatOf(provider), server.origin, { transport: { timers, firstByteTimeoutMs: 600_000 } });
      const told = connected.ask();
      await timers.started(600_000);
      while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(timers.pendingMs.filter((ms) => ms <= 120_000)).toEqual([]);
      release();
      expect((await told).answer.text).toBe(answerText);
    }),
  },
  {
    id: 'P10', fault: 'an Ollama model that was not pulled',
    checks: checkEach(['ollama'], async (provider) => {
      const server = await serveReplies(provider, rawReply(404, json, '{"error":"model \'tiny:1b\' not found"}'));
      await expectOutcome(provider, [...server.words, '-m', 'tiny:1b'], { exitCode: 5, says: /tiny:1b.*ollama pull/, isCached: false });
      await expectOutcome(provider, ['--mock', '-m', 'no-such:1b'], { exitCode: 5, says: /model 'no-such:1b' not found.*ollama pull no-such:1b/, isCached: false });
    }),
  },
  {
    id: 'P11', fault: 'Ollama has a full queue',
    checks: checkEach(['ollama'], async (provider) => {
      const server = await serveReplies(provider, rawReply(503, json, '{"error":"server busy, please try again.  maximum pending requests exceeded"}'), answer());
      await expectOutcome(provider, server.words, good);
      const { sleeps } = await askWithRetries(provider, 'fault=503');
      expect(sleeps).toHaveLength(3);
      expect(sleeps.every((ms) => ms > 0)).toBe(true);
    }),
  },
];

const formRows: readonly FaultRow[] = [
  {
    id: 'P12', fault: 'fields and values nobody knows',
    checks: providers.flatMap((provider) => ['unknown-fields', 'unknown-fields,fault=json'].map((fault) => ({
      name: `${provider}, ${fault}`, run: async () => expectOutcome(provider, [mockFault(fault)], good),
    }))),
  },
  {
    id: 'P13', fault: 'an error in another vendor\'s shape',
    checks: providers.flatMap((provider) => Object.entries(tellAll).map(([name, body]) => ({
      name: `${provider}, ${name}`,
      run: async () => {
        const server = await serveReplies(provider, rawReply(500, json, body));
        await expectOutcome(provider, [...server.words, '--max-retries', '0'], { exitCode: 5, says: /\(500\).*Words of the vendor/, isCached: false });
      },
    }))),
  },
  {
    id: 'P14', fault: 'another provider stands in',
    checks: checkEach(providers, async (provider) => {
      const stand = provider === 'openai' ? 'groq' : 'openai';
      const [dead, alive] = [await serveReplies(provider, refuse(503)), await serveReplies(stand, answer())];
      const variable = `${stand.toUpperCase()}_BASE_URL`;
      const place = { home: newHome(), env: { [variable]: alive.origin } };
      const model = `${stand}/${formatOf(stand).model}`;
      const words = ['complete', '-p', provider, ...dead.words, '--fallback', model, '--max-retries', '0', '--json', 'hi'];
      const run = await runInside(words, place);
      expect(JSON.parse(run.stdout)).toMatchObject({ provider: stand, text: answerText, error: null });
      expect(saidBy(run)).toEqual([expect.stringContaining(`asking ${model} instead`)]);
      const own = ['complete', '-p', provider, ...dead.words, '--cache-only', 'hi'];
      expect((await runInside(own, place)).exitCode).toBe(8);
      expect(await runInside(['complete', '-m', model, '--cache-only', 'hi'], place)).toMatchObject({ exitCode: 0, stdout: answerText });
    }),
  },
];

/** What providers mean, P1 to P14. */
export const providerRows: readonly FaultRow[] = [...stopRows, ...countRows, ...ollamaRows, ...formRows];

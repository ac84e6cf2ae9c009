import { describe, expect, it, onTestFinished } from 'vitest';
import { IncompleteAnswerError, UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { ChatRequest } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';
import { Secret } from '../../src/core/secret.js';
import type { ProtocolName } from '../../src/protocols/load.js';
import { loadProtocol } from '../../src/protocols/load.js';
import type { Protocol } from '../../src/protocols/protocol.js';
import { createProvider } from '../../src/providers/create-provider.js';
import { mounts, simulatedProviders } from '../../src/simulator/providers.js';
import type { Simulator } from '../../src/simulator/server.js';
import { countTokens } from '../../src/simulator/tokens.js';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import { runSimulator } from './running.js';

const text = 'Grüße, 世界! 👩‍🚀 one two three';
const vendors = simulatedProviders.flatMap((provider) => mounts[provider].protocols.map((name) => ({ provider, name })));

type Vendor = (typeof vendors)[number];
type Outcome = { readonly events: readonly StreamEvent[]; readonly error?: unknown };

const baseOf = (simulator: Simulator, { provider }: Vendor): string => `${simulator.url}${mounts[provider].base ?? mounts[provider].root}`;
const protocolOf = ({ name }: Vendor): Promise<Protocol> => loadProtocol(name satisfies ProtocolName);

/** Only a stall is to be cut off; a busy machine is not. */
const idleMs = (options: string): number => (options.includes('stall') ? 1_000 : 60_000);

const ask = async (vendor: Vendor, options: string, request: Partial<ChatRequest> = {}, key = 'k'): Promise<Outcome> => {
  const simulator = await runSimulator(options, { answer: text });
  const transport = createFetchTransport({ idleTimeoutMs: idleMs(options) });
  onTestFinished(() => transport.close());
  const endpoint = { provider: vendor.provider, baseUrl: baseOf(simulator, vendor), key: new Secret(key) };
  const provider = createProvider({ endpoint, protocol: await protocolOf(vendor), transport, now: () => 0 });
  const events: StreamEvent[] = [];
  try {
    const chat: ChatRequest = { model: 'simulated-small', messages: [userMessage('hi')], maxTokens: 500, stream: true, ...request };
    for await (const event of provider.stream(chat, new AbortController().signal)) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
};

const said = (outcome: Outcome): string => outcome.events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const endOf = (outcome: Outcome): Extract<StreamEvent, { type: 'end' }> | undefined => outcome.events.find((event) => event.type === 'end');
const errorOf = (outcome: Outcome): UadaError => {
  if (outcome.error instanceof UadaError) return outcome.error;
  throw new Error('no such error', { cause: outcome.error });
};

describe.each(vendors)('$name under the path of $provider', (vendor) => {
  it.each([true, false])('gives text, usage and finish reason (stream: %s)', async (stream) => {
    const outcome = await ask(vendor, 'text=@answer', { stream });
    expect(outcome.error).toBeUndefined();
    expect(said(outcome)).toBe(text);
    expect(endOf(outcome)).toMatchObject({ finishReason: 'stop', usage: { inputTokens: 1, outputTokens: countTokens(text) } });
  });

  it.each([true, false])('stops at max tokens (stream: %s)', async (stream) => {
    const outcome = await ask(vendor, 'tokens=100', { stream, maxTokens: 40 });
    expect([countTokens(said(outcome)), endOf(outcome)?.finishReason, endOf(outcome)?.usage?.outputTokens]).toEqual([40, 'length', 40]);
  });

  it.each(['truncate:2', 'reset-after:2', 'stall-after:2', 'error:2', 'bad-json:2', 'truncate:99'])('%s is an incomplete answer that keeps what came', async (fault) => {
    const outcome = await ask(vendor, `text=one two three,fault=${fault}`);
    expect(outcome.error).toBeInstanceOf(IncompleteAnswerError);
    expect(said(outcome)).toBe(fault === 'truncate:99' ? 'one two three' : 'one two');
    expect(endOf(outcome)).toBeUndefined();
  });

  it.each(['error:0', 'bad-json', 'reset', 'html', 'empty', '200', '204'])('%s is an error before any text', async (fault) => {
    const outcome = await ask(vendor, `fault=${fault}`);
    expect(errorOf(outcome).kind).toBe(fault === 'reset' ? 'network' : 'provider');
    expect(said(outcome)).toBe('');
  });

  it.each(['json', 'gzip', 'crlf', 'comments', 'no-done', 'split-utf8', 'trickle', 'redirect'])('%s changes nothing', async (fault) => {
    const outcome = await ask(vendor, `text=@answer,fault=${fault}`);
    expect(outcome.error).toBeUndefined();
    expect([said(outcome), endOf(outcome)?.finishReason]).toEqual([text, 'stop']);
  });

  it.each([[401, 'auth', false], [404, 'provider', false], [429, 'rate_limit', true], [500, 'provider', true], [503, 'provider', true], [529, 'provider', true]] as const)(
    'status %i is of the kind %s', async (status, kind, isRetryable) => {
      expect(errorOf(await ask(vendor, `fault=${status}`))).toMatchObject({ kind, status, isRetryable });
    });

  it('a quota that is used up is not tried again', async () => {
    expect(errorOf(await ask(vendor, 'fault=quota'))).toMatchObject({ kind: 'rate_limit', isRetryable: false });
  });

  it('retry-after is understood', async () => {
    expect(errorOf(await ask(vendor, 'fault=429:retry-after=7')).retryAfterMs).toBe(7_000);
  });

  it('refuses a key that calls itself invalid, and a model that does not exist', async () => {
    expect(errorOf(await ask(vendor, '', {}, 'sk-invalid')).kind).toBe('auth');
    expect(errorOf(await ask(vendor, '', { model: 'no-such-model' }))).toMatchObject({ kind: 'provider', isRetryable: false });
  });

  it('lists its models', async () => {
    const simulator = await runSimulator();
    const protocol = await protocolOf(vendor);
    const { url, headers } = protocol.encodeModels({ provider: vendor.provider, baseUrl: baseOf(simulator, vendor), key: new Secret('k') });
    const { models } = protocol.decodeModels(await (await fetch(url, { headers })).text());
    expect(models.map((model) => model.id)).toEqual(expect.arrayContaining(['simulated-small', 'simulated-large']));
  });

  it('answers a schema with JSON that satisfies it', async () => {
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 3 } }, required: ['n'], additionalProperties: false };
    expect(JSON.parse(said(await ask(vendor, '', { schema })))).toEqual({ n: 3 });
  });

  it('has an address for nothing else, and says so in its own words', async () => {
    const simulator = await runSimulator();
    const response = await fetch(`${simulator.baseUrls[vendor.provider]}/nothing`, { headers: { authorization: 'Bearer k', 'x-api-key': 'k' } });
    expect(response.status).toBe(404);
    expect(JSON.stringify(await response.json())).toContain('/nothing');
  });
});

describe('the base URLs', () => {
  it.each(['/messages', '/v1/v1/messages', '/v1'])('do not lead to Anthropic by %s', async (path) => {
    const simulator = await runSimulator();
    expect((await fetch(`${simulator.baseUrls.anthropic}${path}`, { method: 'POST', headers: { 'x-api-key': 'k' }, body: '{}' })).status).toBe(404);
  });

  it('tell programs that Ollama runs', async () => {
    const simulator = await runSimulator();
    expect(await (await fetch(`${simulator.baseUrls.ollama}/`)).text()).toBe('Ollama is running\n');
  });
});

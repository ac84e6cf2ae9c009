import { expect } from 'vitest';
import { createNdjsonFramer } from '../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../src/transport/framing/sse-framer.js';
import { loadProtocol } from '../../src/protocols/load.js';
import { answerText, firstTokens } from '../contract/connected.js';
import { decodeStream } from '../protocols/decode-stream.js';
import type { Check, FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { countAttempts, expectOutcome } from './outcome.js';
import type { ProviderName } from './providers.js';
import { chatProviders, formatOf, mock, mockFault, providers, sseProviders } from './providers.js';
import { runInside } from './run-inside.js';
import { answer, changedStream, encoderOf, serveReplies, wordStream } from './scripted-provider.js';

const good = { exitCode: 0, stdout: answerText, isCached: true } as const;
const once = ['--max-retries', '0'] as const;
const kept = (says: RegExp) => ({ exitCode: 7, stdout: firstTokens, says, isCached: false }) as const;
const failed = (says: RegExp) => ({ exitCode: 5, says, isCached: false }) as const;

/** The answer is whole under each of these faults of the simulator. */
const harmless = (names: readonly ProviderName[], ...faults: readonly string[]): readonly Check[] =>
  names.flatMap((provider) => faults.map((fault) => ({
    name: `${provider}, ${fault}`, run: async () => expectOutcome(provider, [mockFault(fault)], good),
  })));

/** The answer is whole when its stream is sent in these other bytes. */
const harmlessBytes = (names: readonly ProviderName[], what: string, change: (stream: string) => string | Buffer): readonly Check[] =>
  names.map((provider) => ({
    name: `${provider}, ${what}`,
    run: async () => expectOutcome(provider, (await serveReplies(provider, changedStream(change))).words, good),
  }));

const streamOf = async (provider: string): Promise<Buffer> => {
  const protocol = await loadProtocol(formatOf(provider).protocol, provider);
  const path = provider === 'google' ? '/v1beta/models/x:streamGenerateContent' : '/chat';
  const request = { method: 'POST', path, query: new URLSearchParams('alt=sse'), headers: {}, body: '{"stream":true}' };
  return Buffer.from(wordStream(encoderOf({ protocol, request, response: undefined as never }), ['Grüße, ', '世界! 👩‍🚀']));
};

const mixedEnds = (stream: string): string => {
  let index = 0;
  return stream.replaceAll('\n', () => ['\n', '\r', '\r\n'][(index += 1) % 3]!);
};

const borderRows: readonly FaultRow[] = [
  {
    id: 'S1', fault: 'every byte is a border between chunks',
    checks: checkEach(providers, async (provider) => {
      const protocol = await loadProtocol(formatOf(provider).protocol, provider);
      const bytes = await streamOf(provider);
      const whole = decodeStream(protocol, bytes, { model: 'm' });
      expect(whole.error).toBeUndefined();
      for (let cut = 1; cut < bytes.length; cut += 1) expect(decodeStream(protocol, bytes, { model: 'm' }, [cut])).toEqual(whole);
    }),
  },
  { id: 'S2', fault: 'characters are split', checks: harmless(providers, 'split-utf8', 'slice:3') },
  {
    id: 'S3', fault: 'lines end in LF, CR LF, CR, or by turns',
    checks: [...harmless(providers, 'crlf', 'crlf,fault=trickle'), ...harmless(sseProviders, 'cr', 'cr,fault=trickle'), ...harmlessBytes(sseProviders, 'mixed', mixedEnds)],
  },
  { id: 'S4', fault: 'a byte order mark', checks: harmless(providers, 'bom', 'bom,fault=trickle', 'bom,fault=json') },
  { id: 'S5', fault: 'comments and keep-alives', checks: harmless(providers, 'comments') },
  { id: 'S6', fault: 'fields without a space, unknown fields and events', checks: harmless(sseProviders, 'no-space', 'unknown-events', 'no-space,fault=crlf,fault=unknown-events') },
  { id: 'S7', fault: 'the last line end is missing', checks: harmlessBytes(providers, 'cut', (stream) => stream.replace(/\n+$/, '')) },
];

const endRows: readonly FaultRow[] = [
  { id: 'S8', fault: '[DONE] is missing', checks: harmless(providers, 'no-done') },
  {
    id: 'S9', fault: '[DONE] comes without a finish reason',
    checks: checkEach([...chatProviders, 'google'], async (provider) => {
      await expectOutcome(provider, [mockFault('no-finish')], { exitCode: 7, stdout: answerText, says: /closed the connection before the answer was finished/, isCached: false });
    }),
  },
  {
    id: 'S10', fault: 'the input ends without an end',
    checks: providers.flatMap((provider) => ([[0, ''], [3, firstTokens], [18, answerText]] as const).map(([count, stdout]) => ({
      name: `${provider}, after ${count} tokens`,
      run: async () => expectOutcome(provider, [mockFault(`truncate:${count}`), ...once], { exitCode: count === 0 ? 5 : 7, stdout, says: /./, isCached: false }),
    }))),
  },
  { id: 'S11', fault: 'more comes behind the end', checks: harmless(sseProviders, 'more') },
  {
    id: 'S12', fault: 'an error in the stream',
    checks: providers.flatMap((provider) => [
      { name: `${provider}, before text`, run: async () => expectOutcome(provider, [mockFault('error:0'), ...once], failed(/simulated failure/)) },
      { name: `${provider}, after text`, run: async () => expectOutcome(provider, [mockFault('error:3')], kept(/broke off.*simulated failure/)) },
      { name: `${provider}, tried again before text and not after it`, run: async () => {
        expect(await countAttempts(provider, [mockFault('error:0'), '--max-retries', '2'])).toBe(3);
        expect(await countAttempts(provider, [mockFault('error:3'), '--max-retries', '2'])).toBe(1);
      } },
    ]),
  },
  {
    id: 'S13', fault: 'an event that is not JSON',
    checks: providers.flatMap((provider) => [
      { name: `${provider}, the first`, run: async () => expectOutcome(provider, [mockFault('bad-json:0'), ...once], failed(/JSON/)) },
      { name: `${provider}, a later one`, run: async () => expectOutcome(provider, [mockFault('bad-json:3')], kept(/JSON/)) },
    ]),
  },
];

const sizeRows: readonly FaultRow[] = [
  {
    id: 'S14', fault: 'a line that never ends',
    checks: checkEach(providers, async (provider) => expectOutcome(provider, [mockFault('endless-line'), ...once], failed(/8 MiB|too long|longer/))),
  },
  {
    id: 'S15', fault: 'a million tiny events in one chunk',
    checks: ([['SSE', createSseFramer, 'data:1\n\n'], ['NDJSON', createNdjsonFramer, '1\n']] as const).map(([name, create, event]) => ({
      name, run: () => expect(create().push(Buffer.from(event.repeat(1_000_000)))).toHaveLength(1_000_000),
    })),
  },
];

const astral = '👩‍🚀 𝒳 😀';

const textRows: readonly FaultRow[] = [
  {
    id: 'S16', fault: 'surrogates in two deltas, a lone one, NUL',
    checks: [
      ...harmless(providers, 'surrogates', 'surrogates,fault=trickle'),
      ...checkEach(providers, async (provider) => {
        const halves = Array.from({ length: astral.length }, (_, index) => astral.charAt(index));
        const server = await serveReplies(provider, answer(halves));
        await expectOutcome(provider, server.words, { ...good, stdout: astral });
        const json = await runInside(['complete', '-p', provider, '--json', ...server.words, 'hi']);
        expect((JSON.parse(json.stdout) as { readonly text: string }).text).toBe(astral);
      }),
      ...providers.map((provider) => ({
        name: `${provider}, truly lone, and NUL`,
        run: async () => {
          const server = await serveReplies(provider, answer(['a\ud83d', 'b\u0000', 'c\ude00']));
          await expectOutcome(provider, server.words, { ...good, stdout: 'a\ufffdb\u0000c\ufffd' });
        },
      })),
    ],
  },
  {
    id: 'S17', fault: 'deltas without text, null content, an empty finish reason',
    checks: [
      ...providers.map((provider) => ({ name: provider, run: async () => expectOutcome(provider, [mock('role=1')], good) })),
      ...chatProviders.flatMap((provider) => ['{"content":null}', '{"content":""}', '{}', 'null'].map((delta) => ({
        name: `${provider}, delta ${delta}`,
        run: async () => {
          const empty = `data: {"id":"x","choices":[{"index":0,"delta":${delta},"finish_reason":""}]}\n\n`;
          const server = await serveReplies(provider, changedStream((stream) => stream.replaceAll('data: {', `${empty}data: {`)));
          await expectOutcome(provider, server.words, good);
        },
      }))),
    ],
  },
  {
    id: 'S18', fault: 'usage comes in an event of its own',
    checks: checkEach(providers, async (provider) => {
      const run = await runInside(['complete', mock(), '-p', provider, '--json', 'hi']);
      expect(JSON.parse(run.stdout)).toMatchObject({ usage: { input_tokens: 1, output_tokens: 18 } });
    }),
  },
];

const toolDelta = (index: string): string => `data: {"id":"x","choices":[{"delta":{"tool_calls":[{${index}"id":"c","function":{"name":"f","arguments":"{"}}]},"finish_reason":null}]}\n\n`;

const shownCall = (text: string): string => `{"tool_call":{"id":"c","name":"f","arguments":"${text}"}}\n`;

const arrayOf = (stream: string): string => `[${stream.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6)).join(',\n')}]`;

const shapeRows: readonly FaultRow[] = [
  {
    id: 'S19', fault: 'parts in no order',
    checks: [
      ...checkEach(chatProviders, async (provider) => {
        const deltas = toolDelta('"index":1,') + toolDelta('"index":0,') + toolDelta('"index":0,') + toolDelta('');
        const server = await serveReplies(provider, changedStream((stream) => stream.replace('data: {', `${deltas}data: {`)));
        await expectOutcome(provider, server.words, { ...good, stdout: `${answerText}\n${shownCall('{')}${shownCall('{{{')}` });
      }),
    ],
  },
  { id: 'S20', fault: 'Google answers with an array', checks: harmlessBytes(['google'], 'an array', arrayOf) },
  { id: 'S21', fault: 'several choices', checks: harmless([...chatProviders, 'google'], 'choices', 'choices,fault=json') },
];

/** Faults of streams, S1 to S21. */
export const streamRows: readonly FaultRow[] = [...borderRows, ...endRows, ...sizeRows, ...textRows, ...shapeRows];

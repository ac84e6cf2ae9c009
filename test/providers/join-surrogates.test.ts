import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../src/core/events.js';
import { joinSurrogates } from '../../src/providers/join-surrogates.js';

const text = (part: string): StreamEvent => ({ type: 'text', text: part });
const reasoning = (part: string): StreamEvent => ({ type: 'reasoning', text: part });
const end: StreamEvent = { type: 'end', finishReason: 'stop' };

const join = async (events: readonly StreamEvent[], failure?: Error): Promise<readonly StreamEvent[]> => {
  const joined: StreamEvent[] = [];
  const source = async function* source(): AsyncGenerator<StreamEvent> {
    yield* events;
    if (failure !== undefined) throw failure;
  };
  try {
    for await (const event of joinSurrogates(source())) joined.push(event);
  } catch (error) {
    expect(error).toBe(failure);
  }
  return joined;
};

describe('joinSurrogates', () => {
  it.each([
    ['two halves', [text('a\ud83d'), text('\ude00b'), end], [text('a'), text('😀b'), end]],
    ['halves by themselves', [text('\ud83d'), text('\ude00'), end], [text('😀'), end]],
    ['a half at the end', [text('a\ud83d'), end], [text('a'), text('\ufffd'), end]],
    ['a half in the middle', [text('a\ud83db\ude00c'), end], [text('a\ufffdb\ufffdc'), end]],
    ['a low half first', [text('\ude00a'), end], [text('\ufffda'), end]],
    ['a half before reasoning', [text('a\ud83d'), reasoning('\ude00')], [text('a'), text('\ufffd'), reasoning('\ufffd')]],
    ['two high halves', [text('\ud83d'), text('\ud83d'), text('\ude00')], [text('\ufffd'), text('😀')]],
    ['whole text', [text('plain 😀'), reasoning('𝒳'), end], [text('plain 😀'), reasoning('𝒳'), end]],
  ] as const)('%s', async (_name, events, joined) => {
    expect(await join(events)).toEqual(joined);
  });

  it('gives what it held back when the stream breaks', async () => {
    expect(await join([text('a\ud83d')], new Error('broken'))).toEqual([text('a'), text('\ufffd')]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/server.js';
import { chunksOfBody, askRaw } from './raw-request.js';
import { askOpenAi, chunksOf, runSimulator, textOf } from './running.js';

/** Milliseconds from the request to the first read with each of the words. */
const readTimes = async (simulator: Simulator, words: readonly string[]): Promise<readonly (number | undefined)[]> => {
  const startMs = performance.now();
  const times = new Map<string, number>();
  const response = await askOpenAi(simulator);
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    const text = Buffer.from(part).toString();
    for (const word of words) if (text.includes(word) && !times.has(word)) times.set(word, performance.now() - startMs);
  }
  return words.map((word) => times.get(word));
};

describe('a streamed answer', () => {
  it('sends no token before its time, and the usage not before the tail', async () => {
    const simulator = await runSimulator('ttft=60,itl=30,tail=60,text=one two three');
    const [one, two, three, usage] = await readTimes(simulator, ['"one"', '" two"', '" three"', '[DONE]']);
    expect(one).toBeGreaterThanOrEqual(60);
    expect(two).toBeGreaterThanOrEqual(90);
    expect(three).toBeGreaterThanOrEqual(120);
    expect(usage).toBeGreaterThanOrEqual(180);
  });

  it.each([['', ''], ['role=1,', '"role":"assistant"']])('sends headers at once, before any token, with "%s"', async (role, event) => {
    const leaving = new AbortController();
    const response = await askOpenAi(await runSimulator(`${role}ttft=20000`), { signal: leaving.signal });
    expect(response.status).toBe(200);
    if (event !== '') expect(Buffer.from((await response.body!.getReader().read()).value).toString()).toContain(event);
    leaving.abort();
  });

  it('writes events that are due together one by one', async () => {
    const chunks = chunksOfBody(await askRaw((await runSimulator('text=one two three')).url));
    expect(chunks.map((chunk) => chunk.toString().match(/"content":"( ?\w+)"/)?.[1])).toEqual(['one', ' two', ' three', undefined, undefined]);
  });

  it('sends reasoning before the text, never in one event with it', async () => {
    const simulator = await runSimulator('reasoning=3,chunk=2,text=one two three');
    const response = await fetch(`${simulator.baseUrls.together}/chat/completions`, {
      method: 'POST', headers: { authorization: 'Bearer k' }, body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }] }),
    });
    const deltas = chunksOf(await response.text()).map((chunk) => chunk.choices[0]?.delta as { content?: string; reasoning?: string } | undefined);
    const kinds = deltas.map((delta) => `${delta?.reasoning ? 'r' : ''}${delta?.content ? 't' : ''}`).join(' ').trim();
    expect(kinds).toBe('r r t t');
  });

  it('waits as long for an answer in one body as for the last token of a stream', async () => {
    const simulator = await runSimulator('ttft=40,itl=20,text=one two three');
    const startMs = performance.now();
    await (await askOpenAi(simulator, { stream: false })).text();
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(80);
  });

  it('says how it ended', async () => {
    const simulator = await runSimulator('text=one two three');
    const finish = async (body: Record<string, unknown>): Promise<string | null | undefined> =>
      chunksOf(await (await askOpenAi(simulator, { body })).text()).map((chunk) => chunk.choices[0]?.finish_reason).find((reason) => typeof reason === 'string');
    expect(await finish({})).toBe('stop');
    expect(await finish({ max_completion_tokens: 2 })).toBe('length');
    expect(await finish({ stop: [' three'] })).toBe('stop');
  });

  it('is the same with the same seed, words, ids and all', async () => {
    const ask = async (options: string): Promise<string> => {
      const stream = await (await askOpenAi(await runSimulator(options), { prompt: 'same' })).text();
      return stream.replaceAll(/"created":\d+/g, '"created":0');
    };
    expect(await ask('tokens=400')).toBe(await ask('tokens=400'));
    expect(textOf(await ask('tokens=400,seed=2'))).not.toBe(textOf(await ask('tokens=400')));
  });
});

describe('slots', () => {
  it('let so many requests in at once, and the others wait even for their headers', async () => {
    const simulator = await runSimulator('slots=2,fault=stall-after:1,text=one two');
    const leaving = [new AbortController(), new AbortController(), new AbortController()] as const;
    const [first, second] = await Promise.all([askOpenAi(simulator, { signal: leaving[0].signal }), askOpenAi(simulator, { signal: leaving[1].signal })]);
    let hasHeaders = false;
    const third = askOpenAi(simulator, { signal: leaving[2].signal }).then((response) => {
      hasHeaders = true;
      return response;
    });
    await first.body!.getReader().read();
    await second.body!.getReader().read();
    expect((await fetch(`${simulator.url}/healthz`)).status).toBe(200);
    expect(hasHeaders).toBe(false);
    leaving[0].abort();
    expect((await third).status).toBe(200);
    leaving[1].abort();
    leaving[2].abort();
  });

  it('are not held by clients that left the queue or the stream [V1]', async () => {
    const simulator = await runSimulator('slots=1,ttft=20000,text=x');
    for (let index = 0; index < 5; index += 1) {
      const leaving = new AbortController();
      await askOpenAi(simulator, { signal: leaving.signal });
      const queued = askOpenAi(simulator, { prompt: 'other', signal: leaving.signal });
      leaving.abort();
      await expect(queued).rejects.toThrow(/abort/);
    }
    expect((await askOpenAi(simulator, { prompt: 'last' })).status).toBe(200);
  });
});

import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { faultKinds } from '../../src/simulator/faults/kinds.js';
import { askRaw, chunksOfBody } from './raw-request.js';
import { askOpenAi, chunksOf, runSimulator, textOf } from './running.js';

const answer = 'text=one two three four';

/** What came of a body that may break off. */
const readAll = async (response: Response): Promise<{ readonly text: string; readonly isBroken: boolean }> => {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const part = await reader?.read();
      if (part?.done !== false) return { text, isBroken: false };
      text += part.value;
    }
  } catch {
    return { text, isBroken: true };
  }
};

describe('a status fault', () => {
  it.each([200, 400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])('%i comes in the words of the vendor', async (status) => {
    const response = await askOpenAi(await runSimulator(`fault=${status}`));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(String(status)) as string, type: expect.any(String) as string } });
  });

  it.each(['2', '0', '-3', '1.5', 'soon', '1e12', ''])('sends retry-after: "%s" as it stands', async (value) => {
    const response = await askOpenAi(await runSimulator(`fault=429:retry-after=${value}`));
    expect(response.headers.get('retry-after')).toBe(value);
  });

  it('sends retry-after as an HTTP date', async () => {
    const response = await askOpenAi(await runSimulator('fault=503:retry-after=date+3600'));
    const value = response.headers.get('retry-after') ?? '';
    expect(value).toMatch(/^\w{3}, \d\d \w{3} \d{4} .* GMT$/);
    expect(Date.parse(value)).toBeGreaterThan(Date.now());
  });

  it('tells a quota from a rate limit', async () => {
    const response = await askOpenAi(await runSimulator('fault=429:quota'));
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ error: { code: 'insufficient_quota' } });
  });

  it.each([204, 304])('%i comes without a body', async (status) => {
    const response = await askOpenAi(await runSimulator(`fault=${status}`));
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('strikes the model list too', async () => {
    const { baseUrls } = await runSimulator('fault=500');
    expect((await fetch(`${baseUrls.openai}/models`, { headers: { authorization: 'Bearer k' } })).status).toBe(500);
  });
});

describe('a fault in place of an answer', () => {
  it('reset: nothing comes before the connection is reset', async () => {
    expect(await askRaw((await runSimulator('fault=reset')).url)).toMatchObject({ end: 'reset', text: '' });
  });

  it('stall: not even headers come', async () => {
    const simulator = await runSimulator('fault=stall');
    const asking = askOpenAi(simulator, { signal: AbortSignal.timeout(50) });
    await expect(asking).rejects.toThrow(/timeout/);
  });

  it('html: a web page under status 200', async () => {
    const response = await askOpenAi(await runSimulator('fault=html'));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it('empty: nothing under status 200', async () => {
    const response = await askOpenAi(await runSimulator('fault=empty'));
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('json: the whole answer although a stream was asked for', async () => {
    const response = await askOpenAi(await runSimulator(`${answer},fault=json`));
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'one two three four' } }] });
  });

  it('endless-line: a line goes on until the reader leaves', async () => {
    const leaving = new AbortController();
    const response = await askOpenAi(await runSimulator('fault=endless-line'), { signal: leaving.signal });
    const reader = response.body!.getReader();
    let length = 0;
    while (length < 1_000_000) {
      const { value } = await reader.read() as { value: Uint8Array };
      expect(value.includes(10)).toBe(false);
      length += value.length;
    }
    leaving.abort();
  });
});

describe('a redirect', () => {
  const follow = async (response: Response): Promise<Response> => fetch(new URL(response.headers.get('location') ?? '', response.url), {
    method: 'POST', headers: { authorization: 'Bearer k' }, body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }), redirect: 'manual',
  });

  it('leads to the answer on the same server', async () => {
    const response = await askOpenAi(await runSimulator(`${answer},fault=redirect`));
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toMatch(/^\/openai\/v1\/chat\/completions\?/);
    expect((await follow(response)).status).toBe(200);
  });

  it('leads to another origin', async () => {
    const response = await askOpenAi(await runSimulator('fault=redirect:other'));
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.hostname).toBe('localhost');
    expect(location.port).toBe(new URL(response.url).port);
  });

  it('leads round in a loop', async () => {
    const response = await askOpenAi(await runSimulator('fault=redirect:loop'));
    expect((await follow(await follow(response))).status).toBe(307);
  });
});

describe('a fault within an answer', () => {
  it('reset-after: what came before stays, then the connection breaks', async () => {
    const { text, isBroken } = await readAll(await askOpenAi(await runSimulator(`${answer},fault=reset-after:2`)));
    expect([isBroken, textOf(text)]).toEqual([true, 'one two']);
  });

  it('stall-after: what came before stays, and nothing follows', async () => {
    const leaving = new AbortController();
    const simulator = await runSimulator(`${answer},fault=stall-after:1`);
    const response = await askOpenAi(simulator, { signal: leaving.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"one"')) text += (await reader.read()).value ?? '';
    const next = reader.read();
    await fetch(`${simulator.url}/healthz`);
    leaving.abort();
    await expect(next).rejects.toThrow(/abort/);
    expect(textOf(text)).toBe('one');
  });

  it.each([0, 1, 3, 4, 99])('truncate:%i ends the body early without the end of the format', async (count) => {
    const { text, isBroken } = await readAll(await askOpenAi(await runSimulator(`${answer},fault=truncate:${count}`)));
    expect(isBroken).toBe(false);
    expect(textOf(text)).toBe(['one', ' two', ' three', ' four'].slice(0, count).join(''));
    expect(text).not.toContain('[DONE]');
    expect(chunksOf(text).every((chunk) => chunk.choices[0]?.finish_reason === null)).toBe(true);
  });

  it.each([[0, ''], [2, 'one two']])('error:%i is an error event after so many tokens', async (count, before) => {
    const { text } = await readAll(await askOpenAi(await runSimulator(`${answer},fault=error:${count}`)));
    const events = text.split('\n\n').filter((event) => event.startsWith('data: {')).map((event) => JSON.parse(event.slice(6)) as { error?: unknown });
    expect(events.at(-1)).toHaveProperty('error.message');
    expect(events.slice(0, -1).some((event) => event.error !== undefined)).toBe(false);
    expect(text).not.toContain('[DONE]');
    expect(textOf(text.slice(0, text.lastIndexOf('data:')))).toBe(before);
  });

  it.each([0, 2])('bad-json:%i breaks one event and no other', async (count) => {
    const { text } = await readAll(await askOpenAi(await runSimulator(`${answer},fault=bad-json:${count}`)));
    const events = text.split('\n\n').filter((event) => event.startsWith('data: {')).map((event) => event.slice(6));
    const broken = events.filter((event) => {
      try {
        JSON.parse(event);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(['one', '', ' three'][count]);
    expect(text).toContain('[DONE]');
  });

  it.each(['truncate:1', 'reset-after:1'])('%s leaves half of an answer that is not streamed', async (fault) => {
    const reply = await askRaw((await runSimulator(`${answer},fault=${fault}`)).url, { stream: false });
    const [head = '', body = ''] = reply.text.split('\r\n\r\n');
    expect(body.length).toBeGreaterThan(0);
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(body.length);
  });

  it('error is an error under status 200 when the answer is not streamed', async () => {
    const response = await askOpenAi(await runSimulator('fault=error:3'), { stream: false });
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty('error.message');
  });
});

describe('a fault of bytes', () => {
  const text = 'Grüße 🎈 日本';

  it.each(['crlf', 'comments', 'no-done', 'split-utf8', 'trickle', 'gzip', 'crlf,fault=split-utf8,fault=gzip,fault=trickle,fault=comments'])('%s changes no answer', async (fault) => {
    const response = await askOpenAi(await runSimulator(`text=${text},fault=${fault}`));
    const stream = await response.text();
    expect(textOf(stream)).toBe(text);
    expect(chunksOf(stream).some((chunk) => chunk.choices[0]?.finish_reason === 'stop')).toBe(true);
    expect(stream.includes('[DONE]')).toBe(fault !== 'no-done');
  });

  it('crlf ends every line with CR LF', async () => {
    const stream = await (await askOpenAi(await runSimulator(`text=${text},fault=crlf`))).text();
    expect(stream.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('comments stand before every event', async () => {
    const stream = await (await askOpenAi(await runSimulator(`${answer},fault=comments`))).text();
    expect(stream.split(': keep-alive\n\n').length).toBeGreaterThan(5);
  });

  it('split-utf8 ends writes inside characters', async () => {
    const chunks = chunksOfBody(await askRaw((await runSimulator(`text=${text},fault=split-utf8`)).url));
    expect(chunks.filter((chunk) => (chunk[0]! & 0xc0) === 0x80).length).toBeGreaterThan(7);
    expect(Buffer.concat(chunks).toString()).toContain('日本');
  });

  it('trickle writes single bytes', async () => {
    const chunks = chunksOfBody(await askRaw((await runSimulator('text=x,fault=trickle')).url));
    expect(chunks.length).toBeGreaterThan(100);
    expect(chunks.every((chunk) => chunk.length === 1)).toBe(true);
  });

  it('gzip can be undone after every event', async () => {
    const reply = await askRaw((await runSimulator(`${answer},fault=gzip`)).url);
    expect(reply.text).toMatch(/content-encoding: gzip/i);
    const chunks = chunksOfBody(reply);
    expect(chunks.length).toBeGreaterThan(5);
    const begun = gunzipSync(Buffer.concat(chunks.slice(0, 2)), { finishFlush: 2 }).toString();
    expect(textOf(begun)).toBe('one two');
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toContain('[DONE]');
  });

  it('gzip and trickle hold for an answer that is not streamed', async () => {
    const response = await askOpenAi(await runSimulator(`text=${text},fault=gzip,fault=trickle`), { stream: false });
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: text } }] });
  });
});

describe('the rate of a fault', () => {
  const statuses = async (options: string): Promise<readonly number[]> => {
    const simulator = await runSimulator(options);
    const results: number[] = [];
    for (let index = 0; index < 60; index += 1) results.push((await askOpenAi(simulator, { stream: false })).status);
    return results;
  };

  it('strikes a part of the requests, the same ones with the same seed', async () => {
    const first = await statuses('text=x,fault=500@0.5,seed=3');
    const struck = first.filter((status) => status === 500).length;
    expect(struck).toBeGreaterThan(15);
    expect(struck).toBeLessThan(45);
    expect(await statuses('text=x,fault=500@0.5,seed=3')).toEqual(first);
    expect(await statuses('text=x,fault=500@0.5,seed=4')).not.toEqual(first);
  });

  it('of 0 strikes none', async () => {
    expect(new Set(await statuses('text=x,fault=500@0'))).toEqual(new Set([200]));
  });
});

describe('the table of faults', () => {
  it('describes every kind in one line, under a name of its own', () => {
    expect(new Set(faultKinds.map((kind) => kind.name)).size).toBe(faultKinds.length);
    for (const kind of faultKinds) expect(kind.description).toMatch(/^[^\n]{10,}$/);
  });
});

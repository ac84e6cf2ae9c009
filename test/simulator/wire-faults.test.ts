import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RawReply } from './raw-request.js';
import { askRaw, chunksOfBody } from './raw-request.js';
import { askOpenAi, chunksOf, runSimulator, textOf } from './running.js';

const bodyOf = (reply: RawReply): Buffer => Buffer.concat(chunksOfBody(reply));

const text = 'Grüße 🎈 日本';
const stream = async (fault: string): Promise<string> => (await askOpenAi(await runSimulator(`text=${text},fault=${fault}`))).text();
const raw = async (fault: string, body: Record<string, unknown> = {}) => askRaw((await runSimulator(`text=${text},fault=${fault}`)).url, body);

describe('a cut at a byte', () => {
  it.each([1, 40, 333])('reset-at:%i resets the connection there', async (count) => {
    const reply = await raw(`reset-at:${count}`);
    expect(bodyOf(reply)).toHaveLength(count);
    expect(reply.text).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  it.each([0, 40, 333])('truncate-at:%i ends the body there', async (count) => {
    const reply = await raw(`truncate-at:${count}`);
    expect(reply.end).toBe('closed');
    expect(bodyOf(reply)).toHaveLength(count);
  });

  it('truncate-at ends the connection of an answer whose length was told', async () => {
    const reply = await raw('truncate-at:9', { stream: false });
    expect([reply.end, reply.text.split('\r\n\r\n')[1]?.length]).toEqual(['closed', 9]);
  });

  it('stall-at sends nothing more and keeps the connection', async () => {
    const simulator = await runSimulator(`text=${text},fault=stall-at:50`);
    const leaving = new AbortController();
    const reader = (await askOpenAi(simulator, { signal: leaving.signal })).body!.getReader();
    let length = 0;
    while (length < 50) {
      const { value } = await reader.read() as { value: Uint8Array };
      length += value.length;
    }
    const next = reader.read();
    await fetch(`${simulator.url}/healthz`);
    leaving.abort();
    await expect(next).rejects.toThrow(/abort/);
    expect(length).toBe(50);
  });
});

describe('a fault of the head', () => {
  it('headers:N adds so many bytes', async () => {
    expect((await raw('headers:9000')).text).toContain(`x-simulated: ${'h'.repeat(9000)}\r\n`);
  });

  it('content-type tells another type', async () => {
    expect((await raw('content-type:text/plain')).text).toMatch(/content-type: text\/plain\r\n/i);
  });

  it('early-hints come before the answer', async () => {
    expect((await raw('early-hints')).text).toMatch(/^HTTP\/1.1 103 Early Hints\r\n[^]*?\r\n\r\nHTTP\/1.1 200 OK/);
  });

  it('long-length promises more than comes', async () => {
    const reply = await raw('long-length');
    expect(reply.end).toBe('closed');
    expect(reply.text).toMatch(/content-length: 1000000000/);
    expect(reply.text).toContain('[DONE]');
  });

  it.each([301, 302, 303, 308])('redirect:same:%i redirects with that status', async (status) => {
    expect((await raw(`redirect:same:${status}`)).text).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*location: /openai`));
  });

  it.each(['redirect:nowhere', 'redirect:same:200', 'content-type:words', 'slice:0', 'headers:x', 'reset-at:x', 'bom:1'])('%s is refused', async (fault) => {
    await expect(runSimulator(`fault=${fault}`)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('a compressed body', () => {
  it.each([
    ['gzip', gunzipSync], ['deflate', inflateSync], ['br', brotliDecompressSync],
  ] as const)('%s can be undone', async (fault, undo) => {
    const reply = await raw(fault);
    expect(reply.text).toMatch(new RegExp(`content-encoding: ${fault}`));
    expect(textOf(undo(bodyOf(reply)).toString())).toBe(text);
  });

  it('bad-gzip is broken behind the first event', async () => {
    const chunks = chunksOfBody(await raw('bad-gzip'));
    expect(textOf(gunzipSync(chunks[0]!, { finishFlush: constants.Z_SYNC_FLUSH }).toString())).not.toBe('');
    expect(() => gunzipSync(Buffer.concat(chunks))).toThrow();
  });
});

describe('another wording', () => {
  it('cr ends every line with CR alone', async () => {
    expect(await stream('cr')).not.toContain('\n');
  });

  it('bom stands once, before everything', async () => {
    const bytes = bodyOf(await raw('bom')).toString();
    expect(bytes.startsWith('\ufeffdata:')).toBe(true);
    expect(bytes.lastIndexOf('\ufeff')).toBe(0);
  });

  it('no-space leaves none behind data:', async () => {
    expect(await stream('no-space')).not.toMatch(/^data: /m);
  });

  it('unknown-events and unknown-fields are everywhere', async () => {
    const body = await stream('unknown-events,fault=unknown-fields');
    expect(body.match(/event: simulated.unknown/g)?.length).toBeGreaterThan(4);
    expect(body.match(/"zz_simulated":true/g)?.length).toBeGreaterThan(4);
    expect(textOf(body.replace(/event: simulated.unknown\n.*\n/g, ''))).toBe(text);
  });

  it('no-finish and no-usage leave out what they say', async () => {
    const chunks = chunksOf(await stream('no-finish,fault=no-usage'));
    expect(chunks.every((chunk) => chunk.choices.every((choice) => choice.finish_reason === null) && chunk.usage === undefined)).toBe(true);
  });

  it('choices puts another choice before the first one', async () => {
    const body = await stream('choices');
    expect(body).toContain('(another choice)');
    expect(chunksOf(body)[1]?.choices).toHaveLength(2);
  });

  it('surrogates cuts pairs between deltas', async () => {
    const body = await stream('surrogates');
    expect(body).toContain('\\ud83c"');
    expect(textOf(body)).toBe(text);
  });

  it('more stands behind the end', async () => {
    expect((await stream('more')).split('[DONE]')[1]?.length).toBeGreaterThan(50);
  });

  it('slice:N writes no more than N bytes at once', async () => {
    const chunks = chunksOfBody(await raw('slice:5'));
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBe(5);
  });
});

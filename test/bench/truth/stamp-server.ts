import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quietCollector } from '../../../src/app/quiet-collector.js';
import { createDueHeap } from '../../../src/simulator/due-heap.js';

/**
 * How one answer goes, out of the query behind the model's name: `t?ttft=300&itl=20&n=64`. Times are in milliseconds,
 * `chunk` in tokens an event, `reason` and `hidden` are reasoning tokens that are streamed or only counted.
 */
type Script = Readonly<Record<'ttft' | 'itl' | 'n' | 'chunk' | 'reason' | 'hidden' | 'tail' | 'role' | 'cut', number>> & {
  /** Something beside the plain stream. */
  readonly shape: string;
};

const now = (): bigint => process.hrtime.bigint();
const toNanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1e6));
const toMs = (nanoseconds: bigint): number => Number(nanoseconds) / 1e6;

const readScript = (model: string): Script => {
  const query = new URLSearchParams(model.split('?')[1] ?? '');
  const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
  return {
    ttft: number('ttft', 300), itl: number('itl', 20), n: number('n', 64), chunk: number('chunk', 1), reason: number('reason', 0),
    hidden: number('hidden', 0), tail: number('tail', 0), role: number('role', 0), cut: number('cut', Infinity), shape: query.get('shape') ?? 'plain',
  };
};

type Schedule = (atNs: bigint, run: () => void) => void;

/** Runs work when it is due, never early: many streams share one timer of a millisecond. */
const createSchedule = (): Schedule => {
  const heap = createDueHeap();
  const turn = (): void => {
    const nowMs = toMs(now());
    // One that runs may add another that is due.
    for (let due = heap.takeUntil(nowMs); due.length > 0; due = heap.takeUntil(nowMs)) for (const run of due) run();
    setTimeout(turn, 1);
  };
  turn();
  return (atNs, run) => heap.add(toMs(atNs), run);
};

const frame = (value: unknown, script: Script): string => {
  const text = `data: ${JSON.stringify(value)}\n\n`;
  if (script.shape === 'crlf') return text.replaceAll('\n', '\r\n');
  return script.shape === 'comments' ? `: keep-alive\n\n${text}: ping\n\n` : text;
};

const chunkOf = (model: string, delta: unknown, finishReason: string | null = null): Record<string, unknown> =>
  ({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta, finish_reason: finishReason }] });

/** The second half of an event that was cut. */
const halves = new WeakMap<ServerResponse, Buffer>();

const flushHalf = (response: ServerResponse): void => {
  const half = halves.get(response);
  halves.delete(response);
  if (half !== undefined) response.write(half);
};

const writeEvent = (response: ServerResponse, text: string, shape: string): void => {
  flushHalf(response);
  if (shape !== 'split') {
    response.write(text);
    return;
  }
  const bytes = Buffer.from(text);
  // Behind the first byte of the only character of two bytes.
  const cut = bytes.indexOf(0xc3) + 1;
  response.write(bytes.subarray(0, cut));
  halves.set(response, bytes.subarray(cut));
  setImmediate(() => flushHalf(response));
};

const usageOf = ({ n, reason, hidden }: Script): unknown => ({
  prompt_tokens: 16, completion_tokens: n + hidden, total_tokens: 16 + n + hidden, completion_tokens_details: { reasoning_tokens: reason + hidden },
});

const refusals: Readonly<Record<string, number>> = { 'status-429': 429, 'status-500': 500, 'status-503': 503, 'status-401': 401, 'status-404': 404 };

/** An answer that is no stream. True when the script asks for one. */
const refuse = ({ shape }: Script, response: ServerResponse): boolean => {
  const status = refusals[shape];
  if (status === undefined && shape !== 'empty') return false;
  response.writeHead(status ?? 200, { 'content-type': 'application/json' });
  response.end(status === undefined ? '' : JSON.stringify({ error: { message: 'Refused.', type: 'refused', code: null } }));
  return true;
};

type Timing = { readonly at: Schedule; readonly received: bigint };

const finish = (model: string, script: Script, response: ServerResponse): void => {
  flushHalf(response);
  response.write(frame(chunkOf(model, {}, 'stop'), script));
  response.write(frame({ ...chunkOf(model, {}), choices: [], usage: usageOf(script) }, script));
  response.end('data: [DONE]\n\n');
};

const streamAnswer = (model: string, script: Script, response: ServerResponse, { at, received }: Timing): void => {
  const { ttft, itl, n, chunk, reason, tail, role, cut, shape } = script;
  const word = shape === 'split' ? ' tök' : ' tok';
  const send = (delta: unknown, due: bigint): void =>
    writeEvent(response, frame({ ...chunkOf(model, delta), due: String(due), sent: String(now()) }, script), shape);
  if (role === 1) send({ role: 'assistant', content: '' }, received);
  const end = (): void => {
    if (cut < n) response.socket?.destroy();
    else if (shape === 'in-band') response.end(frame({ error: { message: 'Overloaded.', type: 'server_error', code: 500 } }, script));
    else finish(model, script, response);
  };
  // One event waits at a time: what waits outlives collections of garbage, and makes them long.
  const sendFrom = (index: number): void => {
    const count = Math.min(n, cut);
    if (index >= count) {
      at(received + toNanoseconds(ttft + (count - 1) * itl + tail) + 1_000_000n, end);
      return;
    }
    const size = Math.min(chunk, n - index);
    const due = received + toNanoseconds(ttft + (index + size - 1) * itl);
    at(due, () => {
      send(index < reason ? { reasoning_content: word.repeat(size) } : { content: word.repeat(size) }, due);
      sendFrom(index + chunk);
    });
  };
  sendFrom(0);
};

/** `coalesced`: all events in one write, as a proxy that buffers sends them; made before they are due. */
const answerAtOnce = (model: string, script: Script, response: ServerResponse, { at, received }: Timing): void => {
  const due = received + toNanoseconds(script.ttft);
  const event = frame({ ...chunkOf(model, { content: ' tok' }), due: String(due), sent: String(due) }, script);
  const end = `${frame(chunkOf(model, {}, 'stop'), script)}${frame({ ...chunkOf(model, {}), choices: [], usage: usageOf(script) }, script)}data: [DONE]\n\n`;
  const text = event.repeat(script.n) + end;
  at(due, () => response.end(text));
};

const readText = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/**
 * Serves OpenAI's chat format on a spare port of loopback and prints its base URL. Each event holds when it was due and when it
 * was written, in nanoseconds of the clock that all processes of this computer share.
 */
export const serveStamps = (): void => {
  quietCollector();
  const at = createSchedule();
  let requestCount = 0;
  const server = createServer((request, response) => {
    const received = now();
    requestCount += 1;
    void readText(request).then((body) => {
      if (request.method !== 'POST') {
        response.end(JSON.stringify({ requestCount }));
        return;
      }
      const { model } = JSON.parse(body) as { readonly model: string };
      const script = readScript(model);
      if (refuse(script, response)) return;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.socket?.setNoDelay(true);
      response.flushHeaders();
      const timing: Timing = { at, received };
      if (script.shape === 'coalesced') answerAtOnce(model, script, response, timing);
      else streamAnswer(model, script, response, timing);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1\n`));
};

import { expect, it } from 'vitest';
import type { ChatRequest, Message } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';
import type { Usage } from '../../src/core/usage.js';
import { answerText, connect, connectTo, question, reasoningText } from './connected.js';
import { expectWhole } from './expectations.js';
import type { ContractRow } from './rows.js';
import { serveScript } from './scripted-server.js';

const ways = [['streamed', true], ['whole', false]] as const;

/** Faults that change how bytes come, never what they say. */
const disguises = ['trickle', 'split-utf8', 'crlf', 'comments', 'no-done', 'gzip', 'json', 'gzip,fault=trickle,fault=crlf,fault=comments'];

const schema = {
  type: 'object', properties: { city: { type: 'string' }, people: { type: 'integer' } }, required: ['city', 'people'], additionalProperties: false,
};

// One pixel, transparent.
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const picture: Message = { role: 'user', content: [{ type: 'text', text: question }, { type: 'image', mediaType: 'image/png', base64: png }] };

const expectCounts = (usage: Usage, row: ContractRow, counts: { readonly input: number; readonly output: number; readonly reasoning: number }): void => {
  expect(usage).toMatchObject({
    inputTokens: counts.input, outputTokens: counts.output, reasoningTokens: row.reasoning.isCounted ? counts.reasoning : null,
  });
};

const contentContract = (row: ContractRow): void => {
  it.each(ways)(`${row.name}: a %s answer is one start, deltas and one end`, async (_way, stream) => {
    const told = await (await connect(row)).ask({ stream });
    expectWhole(told);
    expect(told.answer).toMatchObject({ provider: row.row.id, model: row.model, text: answerText, reasoning: null, finishReason: 'stop' });
    expectCounts(told.answer.usage, row, { input: 7, output: 18, reasoning: 0 });
  });

  it.each(disguises)(`${row.name}: the bytes may come as %s`, async (fault) => {
    const told = await (await connect(row, `text=@answer,reasoning=4,role=1,chunk=3,fault=${fault}`)).ask({ reasoning: 'high' });
    expectWhole(told);
    expect(told.answer).toMatchObject({ text: answerText, reasoning: row.reasoning.isShown ? reasoningText : null, finishReason: 'stop' });
    expectCounts(told.answer.usage, row, { input: 7, output: 22, reasoning: 4 });
  });

  it.each(ways)(`${row.name}: a %s answer without a word is one start and one end`, async (_way, stream) => {
    const told = await (await connect(row, 'text=')).ask({ stream });
    expectWhole(told);
    expect(told.answer).toMatchObject({ text: '', reasoning: null, finishReason: 'stop', usage: { inputTokens: 7, outputTokens: 0 } });
  });

  it.each(ways)(`${row.name}: reasoning is told apart from a %s answer, or is none`, async (_way, stream) => {
    const { ask } = await connect(row, 'text=@answer,reasoning=4');
    const { answer } = await ask({ stream, reasoning: 'high' });
    expect(answer).toMatchObject({ text: answerText, reasoning: row.reasoning.isShown ? reasoningText : null });
    const silent = await ask({ stream, reasoning: 'none' });
    expectWhole(silent);
    expect(silent.answer).toMatchObject({ text: answerText, reasoning: null, usage: { outputTokens: 18 } });
  });
};

const requestContract = (row: ContractRow): void => {
  it(`${row.name}: a system prompt, earlier turns and sampling parameters arrive`, async () => {
    const { ask } = await connect(row);
    const messages: readonly Message[] = [userMessage(question), { role: 'assistant', content: [{ type: 'text', text: 'Tokio.' }] }, userMessage('Danke!')];
    const all: Partial<ChatRequest> = { temperature: 0.5, topP: 0.9, maxTokens: 2000, stop: ['Quoted'], seed: 7 };
    const carried = Object.fromEntries(Object.entries(all).filter(([name]) => !row.missing.some((field) => field === name)));
    const told = await ask({ ...carried, system: 'Antworte in einem Satz.', messages });
    expectWhole(told);
    expect(told.answer.usage.inputTokens).toBe(6 + 7 + 2 + 2);
    expect(told.answer.text).toBe(row.missing.includes('stop') ? answerText : 'Grüße, 世界! 👩‍🚀 Ça va? "');
  });

  it(`${row.name}: an image is taken`, async () => {
    const told = await (await connect(row)).ask({ messages: [picture] });
    expectWhole(told);
    expect(told.answer.usage.inputTokens).toBe(7 + 85);
  });

  it.each(ways)(`${row.name}: a %s answer to a schema is JSON`, async (_way, stream) => {
    const told = await (await connect(row, '')).ask({ stream, schema });
    expectWhole(told);
    const answer: unknown = JSON.parse(told.answer.text);
    expect(answer).toEqual({ city: expect.any(String), people: expect.any(Number) });
  });
};

const finishContract = (row: ContractRow): void => {
  it.each(ways)(`${row.name}: a %s answer at the token limit says so`, async (_way, stream) => {
    const told = await (await connect(row, 'tokens=40')).ask({ stream, maxTokens: 16 });
    expectWhole(told);
    expect(told.answer).toMatchObject({ finishReason: 'length', usage: { outputTokens: 16 } });
    expect(told.answer.text).not.toBe('');
  });

  for (const finishReason of row.finishReasons) {
    it.each(ways)(`${row.name}: a %s answer ends with ${finishReason}`, async (_way, stream) => {
      const { origin } = await serveScript(row, { type: 'answer', text: ['One', ' two'], finishReason });
      const told = await (await connectTo(row, origin)).ask({ stream });
      expectWhole(told);
      // The Responses API says that it calls by the call itself, which is shown.
      const call = row.protocol === 'openai-responses' && finishReason === 'tool_calls'
        ? '\n{"tool_call":{"id":"call_a1b2","name":"simulated","arguments":{}}}\n' : '';
      expect(told.answer).toMatchObject({ text: `One two${call}`, finishReason, usage: { inputTokens: 7, outputTokens: 3 } });
    });
  }
};

const factContract = (row: ContractRow): void => {
  it.each(ways)(`${row.name}: a %s answer brings its request id and rate limits`, async (_way, stream) => {
    const { answer, events } = await (await connect(row)).ask({ stream });
    expect(answer.requestId ?? '').toMatch(row.requestId ?? /^$/);
    expect(answer.rateLimits.map((limit) => limit.scope)).toEqual(row.limitScopes);
    expect(answer.rateLimits.every(({ limit, remaining }) => limit !== null && remaining !== null && remaining <= limit)).toBe(true);
    expect(events[0]).toMatchObject({ type: 'start', connectMs: expect.any(Number) });
  });
};

/** What good answers are like. */
export const answerContract = (row: ContractRow): void => {
  contentContract(row);
  requestContract(row);
  finishContract(row);
  factContract(row);
};

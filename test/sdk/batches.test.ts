import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, JobState } from '@google/genai';
import Groq from 'groq-sdk';
import OpenAI, { toFile } from 'openai';
import type TogetherClient from 'together-ai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { answerText, collect, question, rejection, simulate } from './simulated.js';

const messages = [{ role: 'user' as const, content: question }];

type Line = { readonly custom_id: string; readonly response: { readonly status_code: number; readonly body: { readonly choices?: readonly { readonly message: { readonly content: string } }[]; readonly error?: { readonly message: string } } } | null; readonly error: { readonly code: string } | null };

const toLines = (text: string): readonly Line[] => text.trim().split('\n').map((line) => JSON.parse(line) as Line);

const requestsOf = (count: number, body: Readonly<Record<string, unknown>>): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify({ custom_id: `r${index}`, method: 'POST', url: '/v1/chat/completions', body: { ...body, messages } })}\n`).join('');

/** Looks at a batch until it is where it stays. */
const settle = async <Job>(look: () => Promise<Job>, isDone: (job: Job) => boolean): Promise<Job> => {
  for (let looks = 0; looks < 10; looks += 1) {
    const job = await look();
    if (isDone(job)) return job;
  }
  throw new Error('The batch never ended.');
};

const openaiBatch = async (client: OpenAI, text: string, look = true) => {
  const file = await client.files.create({ file: await toFile(Buffer.from(text), 'in.jsonl'), purpose: 'batch' });
  const batch = await client.batches.create({ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h', metadata: { uada: 'label' } });
  return look ? settle(() => client.batches.retrieve(batch.id), ({ status }) => ['completed', 'failed', 'expired', 'cancelled'].includes(status)) : batch;
};

describe('OpenAI\'s SDK with batches', () => {
  const createClient = (): OpenAI => new OpenAI({ maxRetries: 0 });

  it('uploads, creates, polls and reads every result, out of order', async () => {
    await simulate('openai');
    const client = createClient();
    const batch = await openaiBatch(client, requestsOf(20, { model: 'gpt-5-mini' }));
    expect(batch).toMatchObject({ object: 'batch', status: 'completed', request_counts: { total: 20, completed: 20, failed: 0 }, metadata: { uada: 'label' }, error_file_id: null });
    const lines = toLines(await (await client.files.content(batch.output_file_id!)).text());
    expect(new Set(lines.map((line) => line.custom_id)).size).toBe(20);
    expect(lines.map((line) => line.custom_id)).not.toEqual(lines.map((_, index) => `r${index}`));
    expect(lines.every(({ response }) => response?.body.choices?.[0]?.message.content === answerText)).toBe(true);
    expect((await collect(client.batches.list())).map(({ id }) => id)).toEqual([batch.id]);
  });

  it('reads refused requests out of the error file', async () => {
    await simulate('openai');
    const client = createClient();
    const batch = await openaiBatch(client, `${requestsOf(2, { model: 'gpt-5-mini' })}${JSON.stringify({ custom_id: 'hot', method: 'POST', url: '/v1/chat/completions', body: { model: 'gpt-5-mini', messages, temperature: 9 } })}\n`);
    expect(batch.request_counts).toEqual({ total: 3, completed: 2, failed: 1 });
    const [line] = toLines(await (await client.files.content(batch.error_file_id!)).text());
    expect(line).toMatchObject({ custom_id: 'hot', response: { status_code: 400 } });
  });

  it('sees a file that is none fail with the line, an expired batch and a cancelled one', async () => {
    await simulate('openai');
    const client = createClient();
    const failed = await openaiBatch(client, `${requestsOf(1, { model: 'gpt-5-mini' })}nonsense\n`);
    expect(failed).toMatchObject({ status: 'failed', errors: { data: [{ line: 2, code: 'invalid_json_line' }] } });
    const expired = await openaiBatch(client, requestsOf(4, { model: 'simulated-expiring' }));
    const lost = toLines(await (await client.files.content(expired.error_file_id!)).text());
    expect([expired.status, lost[0]?.error?.code]).toEqual(['expired', 'batch_expired']);
    const begun = await openaiBatch(client, requestsOf(4, { model: 'gpt-5-mini' }), false);
    expect((await client.batches.cancel(begun.id)).status).toBe('cancelling');
    expect((await client.batches.retrieve(begun.id)).status).toBe('cancelled');
  });

  it('raises its own errors for what is not there', async () => {
    await simulate('openai');
    expect(await rejection(createClient().batches.retrieve('batch_none'))).toBeInstanceOf(OpenAI.NotFoundError);
    expect(await rejection(createClient().batches.create({ input_file_id: 'file-none', endpoint: '/v1/chat/completions', completion_window: '24h' }))).toBeInstanceOf(OpenAI.NotFoundError);
  });
});

it('Groq\'s SDK runs a batch', async () => {
  await simulate('groq');
  const client = new Groq({ maxRetries: 0 });
  const file = await client.files.create({ file: await toFile(Buffer.from(requestsOf(3, { model: 'llama-3.1-8b-instant' })), 'in.jsonl'), purpose: 'batch' });
  const { id } = await client.batches.create({ input_file_id: file.id!, endpoint: '/v1/chat/completions', completion_window: '24h' });
  const batch = await settle(() => client.batches.retrieve(id), ({ status }) => status === 'completed');
  const lines = toLines(await (await client.files.content(batch.output_file_id!)).text());
  expect(lines.map(({ custom_id, response }) => [custom_id, response?.body.choices?.[0]?.message.content]).sort()).toEqual(['r0', 'r1', 'r2'].map((id_) => [id_, answerText]));
});

it('Together\'s SDK uploads in its own two steps and runs a batch', async () => {
  const simulator = await simulate('together');
  vi.stubEnv('TOGETHER_API_BASE_URL', simulator.baseUrls.together);
  // Its upload reads the variable when it is loaded, and finds the file system only as CommonJS here.
  const { Together } = createRequire(import.meta.url)('together-ai') as { readonly Together: typeof TogetherClient };
  // Its upload sends a stream without saying so, which Node's own fetch refuses.
  const { fetch: realFetch } = globalThis;
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => realFetch(address, Object.assign(init, { duplex: 'half' })));
  onTestFinished(() => void vi.unstubAllGlobals());
  const client = new Together({ maxRetries: 0, baseURL: simulator.baseUrls.together });
  const path = join(mkdtempSync(join(tmpdir(), 'uada-together-')), 'in.jsonl');
  writeFileSync(path, requestsOf(3, { model: 'openai/gpt-oss-20b' }));
  const file = await client.files.upload(path, 'batch-api', false);
  const { job } = await client.batches.create({ endpoint: '/v1/chat/completions', input_file_id: file.id });
  const batch = await settle(() => client.batches.retrieve(job!.id!), ({ status }) => status === 'COMPLETED');
  expect(batch.progress).toBe(100);
  const lines = toLines(await (await client.files.content(batch.output_file_id!)).text());
  expect(lines.map(({ response: reply }) => reply?.body.choices?.[0]?.message.content)).toEqual([answerText, answerText, answerText]);
});

describe('Anthropic\'s SDK with Message Batches', () => {
  const requests = (count: number, model = 'claude-haiku-4-5') => Array.from({ length: count }, (_, index) => ({ custom_id: `r${index}`, params: { model, max_tokens: 100, messages } }));

  it('creates, polls and streams every kind of result', async () => {
    await simulate('anthropic');
    const client = new Anthropic({ maxRetries: 0 });
    const { id } = await client.messages.batches.create({ requests: [...requests(3), { custom_id: 'bad', params: { model: 'no-such-model', max_tokens: 5, messages } }] });
    const batch = await settle(() => client.messages.batches.retrieve(id), ({ processing_status: status }) => status === 'ended');
    expect(batch.request_counts).toEqual({ processing: 0, succeeded: 3, errored: 1, canceled: 0, expired: 0 });
    const results = await collect(await client.messages.batches.results(id));
    const texts = results.map(({ custom_id: customId, result }) => [customId, result.type === 'succeeded' ? result.message.content.map((block) => (block.type === 'text' ? block.text : '')).join('') : result.type]);
    expect(texts.sort()).toEqual([['bad', 'errored'], ['r0', answerText], ['r1', answerText], ['r2', answerText]]);
  });

  it('sees what expired and what was cancelled, and its own error for a custom_id that is none', async () => {
    await simulate('anthropic');
    const client = new Anthropic({ maxRetries: 0 });
    const expiring = await client.messages.batches.create({ requests: requests(4, 'simulated-expiring') });
    const expired = await settle(() => client.messages.batches.retrieve(expiring.id), ({ processing_status: status }) => status === 'ended');
    expect(expired.request_counts.expired).toBeGreaterThan(0);
    const begun = await client.messages.batches.create({ requests: requests(2) });
    expect((await client.messages.batches.cancel(begun.id)).processing_status).toBe('canceling');
    expect((await client.messages.batches.retrieve(begun.id)).request_counts.canceled).toBeGreaterThan(0);
    expect(await rejection(client.messages.batches.create({ requests: [{ ...requests(1)[0]!, custom_id: 'a b' }] }))).toBeInstanceOf(Anthropic.BadRequestError);
  });
});

it('Google\'s SDK runs a batch with the requests inside, in their order', async () => {
  const simulator = await simulate('google');
  const client = new GoogleGenAI({ apiKey: 'simulated-key', httpOptions: { baseUrl: simulator.baseUrls.google } });
  const src = ['a', 'b'].map((key) => ({ contents: [{ role: 'user', parts: [{ text: question }] }], metadata: { key } }));
  const created = await client.batches.create({ model: 'gemini-2.5-flash', src, config: { displayName: 'label' } });
  expect(created).toMatchObject({ displayName: 'label', model: 'models/gemini-2.5-flash', state: JobState.JOB_STATE_PENDING });
  const batch = await settle(() => client.batches.get({ name: created.name! }), ({ state }) => state === JobState.JOB_STATE_SUCCEEDED);
  expect(batch.dest?.inlinedResponses?.map(({ metadata, response }) => [metadata?.['key'], response?.candidates?.[0]?.content?.parts?.[0]?.text])).toEqual([['a', answerText], ['b', answerText]]);
});

it('Google\'s SDK uploads a file of requests, runs a batch of it and downloads what became of them', async () => {
  const simulator = await simulate('google');
  const client = new GoogleGenAI({ apiKey: 'simulated-key', httpOptions: { baseUrl: simulator.baseUrls.google } });
  const folder = mkdtempSync(join(tmpdir(), 'uada-google-'));
  const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
  const contents = [{ role: 'user', parts: [{ text: question }] }];
  writeFileSync(input, [{ key: 'a', request: { contents } }, { key: 'hot', request: { contents, generationConfig: { temperature: 9 } } }].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const file = await client.files.upload({ file: input, config: { displayName: 'in', mimeType: 'application/jsonl' } });
  expect(await client.files.get({ name: file.name! })).toMatchObject({ name: file.name, displayName: 'in', state: 'ACTIVE', sizeBytes: String(statSync(input).size) });
  const created = await client.batches.create({ model: 'gemini-2.5-flash', src: file.name!, config: { displayName: 'label' } });
  const batch = await settle(() => client.batches.get({ name: created.name! }), ({ state }) => state === JobState.JOB_STATE_SUCCEEDED);
  await client.files.download({ file: batch.dest!.fileName!, downloadPath: output });
  const results = readFileSync(output, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly key: string; readonly response?: { readonly candidates: readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[] }; readonly error?: { readonly code: number } });
  expect(results.map(({ key, response, error }) => [key, response?.candidates[0]?.content.parts[0]?.text ?? error?.code])).toEqual([['a', answerText], ['hot', 3]]);
});

it('Google\'s SDK sees a file that is no batch fail, and the reply names its lines', async () => {
  const simulator = await simulate('google');
  const client = new GoogleGenAI({ apiKey: 'simulated-key', httpOptions: { baseUrl: simulator.baseUrls.google } });
  const file = await client.files.upload({ file: new Blob(['{"key":"a"}\nnonsense\n']), config: { mimeType: 'application/jsonl' } });
  const created = await client.batches.create({ model: 'gemini-2.5-flash', src: file.name! });
  await settle(() => client.batches.get({ name: created.name! }), ({ state }) => state === JobState.JOB_STATE_FAILED);
  // Which the SDK leaves out.
  const reply = await fetch(`${simulator.baseUrls.google}/v1beta/${created.name!}`, { headers: { 'x-goog-api-key': 'simulated-key' } });
  expect(await reply.json()).toHaveProperty('error.message', 'line 1: The line has no request. line 2: The line is not a JSON object.');
});

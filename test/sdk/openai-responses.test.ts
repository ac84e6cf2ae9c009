import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (): OpenAI => new OpenAI({ maxRetries: 0 });

const ask = { model: 'gpt-5', input: question };
const reasoning = { effort: 'high' as const, summary: 'auto' as const };

const summaryOf = (response: OpenAI.Responses.Response): string =>
  response.output.flatMap((item) => (item.type === 'reasoning' ? item.summary : [])).map((part) => part.text).join('');

describe('the openai SDK against the simulated Responses API', () => {
  it('streams numbered events in the order of the Responses API', async () => {
    await simulate('openai', 'text=@answer,reasoning=2,chunk=100');
    const events = await collect(await createClient().responses.create({ ...ask, reasoning, stream: true }));
    expect(events.map((event) => event.type)).toEqual([
      'response.created', 'response.in_progress',
      'response.output_item.added', 'response.reasoning_summary_part.added', 'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done', 'response.reasoning_summary_part.done', 'response.output_item.done',
      'response.output_item.added', 'response.content_part.added', 'response.output_text.delta',
      'response.output_text.done', 'response.content_part.done', 'response.output_item.done',
      'response.completed',
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  });

  it('accumulates text, reasoning and usage with its own helper', async () => {
    await simulate('openai', 'text=@answer,reasoning=4,role=1');
    const stream = createClient().responses.stream({ ...ask, reasoning });
    const texts: string[] = [];
    const thoughts: string[] = [];
    stream.on('response.output_text.delta', (event) => texts.push(event.delta));
    stream.on('response.reasoning_summary_text.delta', (event) => thoughts.push(event.delta));
    const response = await stream.finalResponse();
    expect(texts.join('')).toBe(answerText);
    expect(thoughts.join('')).toBe(reasoningText);
    expect(summaryOf(response)).toBe(reasoningText);
    expect(response).toMatchObject({
      model: 'gpt-5', status: 'completed', error: null, incomplete_details: null, output_text: answerText,
      usage: { input_tokens: 7, output_tokens: 22, total_tokens: 29, output_tokens_details: { reasoning_tokens: 4 }, input_tokens_details: { cached_tokens: 0 } },
    });
  });

  it('reads a whole answer with its request id', async () => {
    await simulate('openai', 'text=@answer,reasoning=4');
    const { data, request_id: requestId } = await createClient().responses.create({ ...ask, reasoning }).withResponse();
    expect(data).toMatchObject({ status: 'completed', output_text: answerText, usage: { input_tokens: 7, output_tokens: 22, total_tokens: 29 } });
    expect(summaryOf(data)).toBe(reasoningText);
    expect(requestId).toMatch(/^req_[0-9a-f]{24}$/);
  });

  it('sends instructions, sampling parameters and a token limit that count', async () => {
    await simulate('openai', 'tokens=40');
    const sampling = { temperature: 0.2, top_p: 0.9 };
    const cut = await createClient().responses.create({ ...ask, ...sampling, instructions: systemPrompt, max_output_tokens: 16 });
    expect(cut).toMatchObject({
      status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, instructions: systemPrompt, temperature: 0.2, top_p: 0.9,
      usage: { input_tokens: 13, output_tokens: 16 },
    });
    const streamed = await createClient().responses.stream({ ...ask, ...sampling, instructions: systemPrompt, max_output_tokens: 16 }).finalResponse();
    expect(streamed).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output_text: cut.output_text });
    expect(cut.output_text).not.toBe('');
  });

  it('keeps a reasoning that no summary was asked of to itself', async () => {
    await simulate('openai', 'text=@answer,reasoning=4');
    const response = await createClient().responses.create(ask);
    expect(summaryOf(response)).toBe('');
    expect(response).toMatchObject({ output_text: answerText, usage: { output_tokens: 22, output_tokens_details: { reasoning_tokens: 4 } } });
  });

  it('parses an answer to a JSON schema', async () => {
    await simulate('openai', '');
    const response = await createClient().responses.parse({ ...ask, text: { format: { type: 'json_schema', name: 'person', strict: true, schema: personSchema } } });
    expect(response.output_parsed).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    await simulate('openai');
    const wrongKey = await rejection(new OpenAI({ apiKey: 'sk-invalid', maxRetries: 0 }).responses.create(ask));
    expect(wrongKey).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(wrongKey).toMatchObject({ status: 401, code: 'invalid_api_key' });
    const unknown = await rejection(createClient().responses.create({ ...ask, model: 'no-such-model', stream: true }));
    expect(unknown).toBeInstanceOf(OpenAI.NotFoundError);
    expect(unknown).toMatchObject({ status: 404, code: 'model_not_found' });
    const refused = await rejection(createClient().responses.create({ ...ask, max_output_tokens: 1 }));
    expect(refused).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refused).toMatchObject({ status: 400, param: 'max_output_tokens' });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('openai', 'fault=429:retry-after=2');
    const limited = await rejection(createClient().responses.create({ ...ask, stream: true }));
    expect(limited).toBeInstanceOf(OpenAI.RateLimitError);
    expect(limited instanceof OpenAI.APIError ? limited.headers?.get('retry-after') : undefined).toBe('2');
    await simulate('openai', 'fault=503');
    const overloaded = await rejection(createClient().responses.create(ask));
    expect(overloaded).toBeInstanceOf(OpenAI.InternalServerError);
    expect(overloaded).toMatchObject({ status: 503, code: 'server_is_overloaded' });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('openai', 'text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const event of await createClient().responses.create({ ...ask, stream: true })) {
        if (event.type === 'response.output_text.delta') texts.push(event.delta);
      }
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ code: 'server_is_overloaded', message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});

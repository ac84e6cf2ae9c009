import { Ollama } from 'ollama';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

/** The SDK takes in code what Ollama's own client reads from OLLAMA_HOST. */
const start = async (options?: string): Promise<Ollama> => {
  const { environment } = await simulate('ollama', options);
  return new Ollama({ host: environment['OLLAMA_HOST'] ?? '' });
};

const chat = { model: 'qwen3:8b', messages: [{ role: 'user', content: question }] };

describe('the ollama SDK against the simulated Ollama', () => {
  it('streams text, reasoning, the reason for the stop and the counts', async () => {
    const client = await start('text=@answer,reasoning=4,role=1');
    const parts = await collect(await client.chat({ ...chat, think: 'high', stream: true }));
    expect(parts.map((part) => part.message.content).join('')).toBe(answerText);
    expect(parts.map((part) => part.message.thinking ?? '').join('')).toBe(reasoningText);
    expect(parts.slice(0, -1).every((part) => !part.done)).toBe(true);
    expect(parts.at(-1)).toMatchObject({ model: 'qwen3:8b', done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 22 });
  });

  it('reads a whole answer', async () => {
    const client = await start('text=@answer,reasoning=4');
    expect(await client.chat({ ...chat, think: true })).toMatchObject({
      message: { role: 'assistant', content: answerText, thinking: reasoningText }, done: true, done_reason: 'stop', prompt_eval_count: 7, eval_count: 22,
    });
  });

  it('sends a system prompt, sampling options, stop words, a token limit and a switch for thinking that count', async () => {
    const client = await start('text=@answer,reasoning=4');
    const messages = [{ role: 'system', content: systemPrompt }, ...chat.messages];
    const options = { temperature: 0.2, top_p: 0.9, seed: 7 };
    const stopped = await client.chat({ ...chat, messages, think: false, options: { ...options, stop: ['Quoted'] } });
    expect(stopped.message).toMatchObject({ content: 'Grüße, 世界! 👩‍🚀 Ça va? "' });
    expect(stopped.message.thinking ?? '').toBe('');
    expect(stopped.prompt_eval_count).toBe(13);
    const cut = await client.chat({ ...chat, messages, think: false, options: { ...options, num_predict: 5 } });
    expect(cut).toMatchObject({ done_reason: 'length', eval_count: 5, message: { content: 'Grüße, 世界! 👩‍🚀' } });
  });

  it('gets JSON for a schema', async () => {
    const client = await start('');
    const { message } = await client.chat({ ...chat, format: personSchema });
    const answer: unknown = JSON.parse(message.content);
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    const { models } = await (await start()).list();
    expect(models.map((model) => model.model)).toEqual(['simulated-small', 'simulated-large', 'llama3.2:latest', 'qwen3:8b', 'gpt-oss:20b']);
    expect(models.every((model) => model.name === model.model && Number.isFinite(Date.parse(String(model.modified_at))))).toBe(true);
  });

  it('raises its own errors for an unknown model and a refused option', async () => {
    const client = await start();
    expect(await rejection(client.chat({ ...chat, model: 'no-such-model' }))).toMatchObject({ name: 'ResponseError', status_code: 404, error: expect.stringContaining('no-such-model') });
    const refused = client.chat({ ...chat, options: JSON.parse('{"temperature":"hot"}') as Record<string, never> });
    expect(await rejection(refused)).toMatchObject({ name: 'ResponseError', status_code: 400, error: expect.stringContaining('temperature') });
  });

  it('raises its own errors for a wrong key, a rate limit and an overload', async () => {
    const { environment } = await simulate('ollama');
    const stranger = new Ollama({ host: environment['OLLAMA_HOST'] ?? '', headers: { authorization: 'Bearer invalid' } });
    expect(await rejection(stranger.chat(chat))).toMatchObject({ name: 'ResponseError', status_code: 401 });
    expect(await rejection((await start('fault=429')).chat({ ...chat, stream: true }))).toMatchObject({ name: 'ResponseError', status_code: 429 });
    expect(await rejection((await start('fault=503')).chat(chat))).toMatchObject({ name: 'ResponseError', status_code: 503 });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    const client = await start('text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const part of await client.chat({ ...chat, stream: true })) texts.push(part.message.content);
    };
    expect(await rejection(read())).toMatchObject({ message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});

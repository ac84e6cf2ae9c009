import { describe, expect, it } from 'vitest';
import { groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import type { OpenAiChatDialect } from '../../../src/protocols/openai-chat/dialect.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';
import { scriptedModels } from '../serve.js';

const decode = (dialect: OpenAiChatDialect, body: unknown) => createOpenAiChat(dialect).decodeModels(typeof body === 'string' ? body : JSON.stringify(body)).models;
const unknown = { name: null, contextTokens: null, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: null, isDeprecated: false };

describe('the model list', () => {
  it('is asked for at /models', () => {
    expect(createOpenAiChat(openai).encodeModels({ provider: 'openai', baseUrl: 'https://h/v1' })).toMatchObject({ method: 'GET', url: 'https://h/v1/models' });
  });

  it('of OpenAI knows only the ids, and what is no chat model by its name', () => {
    expect(decode(openai, { object: 'list', data: [
      { id: 'gpt-x', object: 'model', created: 1, owned_by: 'system' }, { id: 'whisper-1', object: 'model' }, { id: 'text-embedding-3', object: 'model' },
      { id: 'gpt-old', object: 'model', shutdown_date: '2026-12-01' },
    ] })).toEqual([
      { ...unknown, id: 'gpt-x' }, { ...unknown, id: 'whisper-1', isChat: false }, { ...unknown, id: 'text-embedding-3', isChat: false },
      { ...unknown, id: 'gpt-old', isDeprecated: true },
    ]);
  });

  it('of OpenRouter turns decimal strings per token into USD per million, and -1 into unknown', () => {
    const [model, router] = decode(openrouter, { data: [
      {
        id: 'openai/gpt-x', name: 'GPT X', context_length: 400_000, architecture: { output_modalities: ['text'] },
        pricing: { prompt: '0.0000015', completion: '0.000006', image: '0' }, top_provider: { context_length: 400_000, max_completion_tokens: 128_000 }, expiration_date: null,
      },
      { id: 'openrouter/auto', name: 'Auto', context_length: 2_000_000, architecture: { output_modalities: ['image'] }, pricing: { prompt: '-1', completion: '-1' }, expiration_date: '2026-12-31' },
    ], total_count: 2, links: { next: null } });
    expect(model).toEqual({ id: 'openai/gpt-x', name: 'GPT X', contextTokens: 400_000, maxOutputTokens: 128_000, inputUsdPerMillion: 1.5, outputUsdPerMillion: 6, isChat: true, isDeprecated: false });
    expect(router).toMatchObject({ inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: false, isDeprecated: true });
  });

  it('of OpenRouter tells what a model can, where it names the parameters', () => {
    const rows = [
      { id: 'a', architecture: { input_modalities: ['text', 'image'] }, supported_parameters: ['tools', 'seed', 'structured_outputs', 'reasoning'] },
      { id: 'b', architecture: { input_modalities: ['text'] }, supported_parameters: ['seed'] }, { id: 'c', supported_parameters: 'tools' },
    ];
    expect(decode(openrouter, { data: rows }).map(({ capabilities }) => capabilities)).toEqual([['tools', 'vision', 'reasoning', 'json_schema'], [], undefined]);
  });

  it('of Groq has windows and switched-off models', () => {
    expect(decode(groq, { object: 'list', data: [
      { id: 'openai/gpt-oss-20b', active: true, context_window: 131_072, max_completion_tokens: 65_536 }, { id: 'whisper-large', active: false, context_window: 448 },
    ] })).toEqual([
      { ...unknown, id: 'openai/gpt-oss-20b', contextTokens: 131_072, maxOutputTokens: 65_536 },
      { ...unknown, id: 'whisper-large', contextTokens: 448, isChat: false, isDeprecated: true },
    ]);
  });

  it('of Together is a bare array, priced per million, by the hour only where machines are rented', () => {
    expect(decode(together, [
      { id: 'a/chat', type: 'chat', display_name: 'A', context_length: 8000, pricing: { hourly: 0, input: 0.15, output: 0.6 } },
      { id: 'a/free', type: 'chat', pricing: { hourly: 0, input: 0, output: 0 } }, { id: 'a/rented', type: 'chat', pricing: { hourly: 3, input: 0, output: 0 } },
      { id: 'a/vec', type: 'embedding' },
    ])).toMatchObject([
      { id: 'a/chat', name: 'A', contextTokens: 8000, inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6, isChat: true },
      { id: 'a/free', inputUsdPerMillion: 0 }, { id: 'a/rented', inputUsdPerMillion: null, outputUsdPerMillion: null }, { id: 'a/vec', isChat: false },
    ]);
  });

  it('may be empty, null or hold rows that are none', () => {
    expect(decode(openai, { object: 'list', data: null })).toEqual([]);
    expect(decode(openai, { data: [null, 1, 'x', {}, { id: '' }, { id: 5 }] })).toEqual([]);
    expect(decode(openai, { data: [{ id: '__proto__' }] })).toEqual([{ ...unknown, id: '__proto__' }]);
  });

  it.each(['', '<html>', '{}', '"x"', 'null', '{"error":"no"}'])('%j is no list', (body) => {
    expect(() => decode(openai, body)).toThrow(/model list that cannot be read/);
  });

  it.each([openai, openrouter, groq, together])('of the $provider server is read back', (dialect) => {
    const { body } = createOpenAiChat(dialect).server.encodeModels(scriptedModels);
    expect(decode(dialect, body).map((model) => model.id)).toEqual(['acme/one', 'acme/two']);
  });

  it.each([openrouter, together])('of the $provider server keeps the prices', (dialect) => {
    const { body } = createOpenAiChat(dialect).server.encodeModels(scriptedModels);
    expect(decode(dialect, body)[0]).toMatchObject({ inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6, contextTokens: 8000 });
  });
});

import { describe, expect, it } from 'vitest';
import { UadaError } from '../../../src/core/errors.js';
import { Secret } from '../../../src/core/secret.js';
import { ollama } from '../../../src/protocols/ollama/protocol.js';

const row = (extra: Record<string, unknown>): Record<string, unknown> => ({
  name: 'gemma4:latest', model: 'gemma4:latest', modified_at: '2026-10-01T12:00:00Z', size: 1, digest: 'ab',
  details: { parent_model: '', format: 'gguf', family: 'gemma4', families: ['gemma4'], parameter_size: '4B', quantization_level: 'Q4_K_M' }, ...extra,
});

const decode = (...rows: unknown[]): unknown => ollama.decodeModels(JSON.stringify({ models: rows })).models;

describe('Ollama\'s model list', () => {
  it('is asked for with the key only when there is one', () => {
    const endpoint = { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434' };
    expect(ollama.encodeModels(endpoint)).toEqual({ method: 'GET', url: 'http://127.0.0.1:11434/api/tags', headers: { accept: 'application/json' } });
    expect(ollama.encodeModels({ ...endpoint, key: new Secret('canary-1234') }).headers).toMatchObject({ authorization: 'Bearer canary-1234' });
  });

  it('tells chat models by their capabilities', () => {
    expect(decode(row({ capabilities: ['completion', 'thinking', 'vision', 'insert'] }), row({ name: 'e', model: 'e', capabilities: ['embedding'] }))).toEqual([
      { id: 'gemma4:latest', name: 'gemma4:latest', contextTokens: null, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false, capabilities: ['vision', 'reasoning'] },
      { id: 'e', name: 'e', contextTokens: null, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: false, isDeprecated: false, capabilities: [] },
    ]);
  });

  it('does not know about a model of a server without capabilities, except for embedding models', () => {
    expect(decode(row({}), row({ name: 'nomic-embed-text', model: '' }), row({ name: 'x', details: { family: 'bert' } })))
      .toMatchObject([{ isChat: null, capabilities: undefined }, { id: 'nomic-embed-text', isChat: false }, { isChat: false }]);
  });

  it('takes the context length where the server tells it', () => {
    expect(decode(row({ details: { context_length: 8192 } }))).toMatchObject([{ contextTokens: 8192 }]);
  });

  it('is empty for null and skips rows it cannot name', () => {
    expect(ollama.decodeModels('{"models":null}')).toEqual({ models: [] });
    expect(decode({}, null, 'x')).toEqual([]);
  });

  it.each(['', '<html>', '[]', '{"data":[]}'])('refuses %j', (body) => {
    expect(() => ollama.decodeModels(body)).toThrow(UadaError);
  });
});

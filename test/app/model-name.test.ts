import { describe, expect, it } from 'vitest';
import { chooseModel } from '../../src/app/choose-model.js';
import type { ChoiceInput } from '../../src/app/choose-model.js';
import { emptyConfig } from '../../src/config/config.js';
import { providerRows } from '../../src/providers/registry.js';

const choose = async (input: Partial<ChoiceInput> & { readonly model?: string; readonly provider?: string }): Promise<string> => {
  const { row, model } = await chooseModel({
    settings: { model: input.model, provider: input.provider }, config: input.config ?? emptyConfig, environment: {}, rows: providerRows,
    hasKey: input.hasKey ?? (() => false), isOllamaThere: input.isOllamaThere ?? (() => Promise.resolve(false)), isMock: input.isMock ?? false, isProviderNewer: input.isProviderNewer ?? false,
  });
  return `${row.id} ${model ?? '-'}`;
};

describe('which model of which provider', () => {
  it.each([
    [{ model: 'openai/gpt-x' }, 'openai gpt-x'],
    [{ model: 'openrouter/openai/gpt-x:free' }, 'openrouter openai/gpt-x:free'],
    [{ model: 'ollama:llama3:8b' }, 'ollama llama3:8b'],
    [{ model: 'groq' }, 'groq -'],
    [{ model: 'gpt-x' }, 'openai gpt-x'],
    [{ model: 'claude-x' }, 'anthropic claude-x'],
    [{ provider: 'together', model: 'openai/gpt-oss-20b' }, 'together openai/gpt-oss-20b'],
    [{ provider: 'openai', model: 'openai/gpt-x' }, 'openai gpt-x'],
    [{ provider: 'Google' }, 'google -'],
  ])('%j is %s', async (input, expected) => {
    expect(await choose(input)).toBe(expected);
  });

  it('lets -p win over a model of another provider that was set earlier', async () => {
    expect(await choose({ provider: 'groq', model: 'openai/gpt-x', isProviderNewer: true })).toBe('groq -');
    expect(await choose({ provider: 'groq', model: 'llama-x', isProviderNewer: true })).toBe('groq llama-x');
  });

  it('follows an alias', async () => {
    expect(await choose({ model: 'fast', config: { ...emptyConfig, aliases: new Map([['fast', 'groq/x']]) } })).toBe('groq x');
  });

  it('takes the first provider with a key, then a running Ollama', async () => {
    expect(await choose({ hasKey: (row) => row.id === 'google' || row.id === 'cohere' })).toBe('google -');
    expect(await choose({ isOllamaThere: () => Promise.resolve(true) })).toBe('ollama -');
  });

  it('says the three ways out when there is nothing to ask', async () => {
    await expect(choose({})).rejects.toMatchObject({ kind: 'auth', exitCode: 3, hint: expect.stringMatching(/key.*Ollama.*--mock/) });
  });

  it('needs neither key nor Ollama under --mock', async () => {
    expect(await choose({ isMock: true })).toBe('openai -');
  });

  it('asks for the provider of a model it cannot place, and names the nearest provider', async () => {
    await expect(choose({ model: 'mistral-large' })).rejects.toMatchObject({ kind: 'usage', hint: expect.stringContaining('openrouter/mistral-large') });
    await expect(choose({ provider: 'antropic' })).rejects.toMatchObject({ kind: 'usage', hint: 'Did you mean anthropic?' });
  });
});

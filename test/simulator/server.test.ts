import { describe, expect, it } from 'vitest';
import { parseSimulatorOptions } from '../../src/simulator/options.js';
import { startSimulator } from '../../src/simulator/server.js';
import { askOpenAi, chunksOf, runSimulator, textOf } from './running.js';

const chatVendors = ['openrouter', 'openai', 'groq', 'together'] as const;

describe('the simulator', () => {
  it('names the base URL of every vendor, also by its variable', async () => {
    const simulator = await runSimulator();
    expect(Object.keys(simulator.environment)).toEqual([
      'OPENROUTER_BASE_URL', 'OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'GOOGLE_GEMINI_BASE_URL',
      'GROQ_BASE_URL', 'TOGETHER_BASE_URL', 'CO_API_URL', 'OLLAMA_HOST',
    ]);
    expect(simulator.environment['GROQ_BASE_URL']).toBe(`${simulator.url}/groq`);
    expect(Object.values(simulator.baseUrls)).toEqual(Object.values(simulator.environment));
  });

  it('says what it is at the root, and that it is healthy', async () => {
    const simulator = await runSimulator();
    expect(await (await fetch(simulator.url)).text()).toMatch(/simulator/);
    expect((await fetch(`${simulator.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${simulator.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${simulator.url}/elsewhere`)).status).toBe(404);
  });

  it('streams an answer that quotes the prompt and says that it is simulated', async () => {
    const response = await askOpenAi(await runSimulator(), { prompt: 'Explain what a mutex is' });
    const stream = await response.text();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(textOf(stream)).toContain('Explain what a mutex is');
    expect(textOf(stream)).toMatch(/simulat/);
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it.each(chatVendors)('serves %s whole as well as streamed, with the same text', async (vendor) => {
    const simulator = await runSimulator('text=Grüße 🎈');
    const url = `${simulator.baseUrls[vendor]}${vendor === 'groq' ? '/openai/v1' : ''}/chat/completions`;
    const ask = async (stream: boolean): Promise<string> => {
      const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }], stream });
      return (await fetch(url, { method: 'POST', headers: { authorization: 'Bearer k' }, body })).text();
    };
    expect(textOf(await ask(true))).toBe('Grüße 🎈');
    expect(JSON.parse(await ask(false))).toMatchObject({ choices: [{ message: { content: 'Grüße 🎈' }, finish_reason: 'stop' }] });
  });

  it.each(chatVendors)('lists models of %s', async (vendor) => {
    const simulator = await runSimulator();
    const url = `${simulator.baseUrls[vendor]}${vendor === 'groq' ? '/openai/v1' : ''}/models`;
    expect(await (await fetch(url, { headers: { authorization: 'Bearer k' } })).text()).toContain('simulated-small');
  });

  it('sends one event a token, and the usage that goes with it', async () => {
    const chunks = chunksOf(await (await askOpenAi(await runSimulator('tokens=5'))).text());
    expect(chunks.filter((chunk) => (chunk.choices[0]?.delta.content ?? '') !== '')).toHaveLength(5);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(5);
  });

  it('joins tokens into events of the size asked for', async () => {
    const chunks = chunksOf(await (await askOpenAi(await runSimulator('tokens=10,chunk=4'))).text());
    expect(chunks.filter((chunk) => (chunk.choices[0]?.delta.content ?? '') !== '')).toHaveLength(3);
  });

  it.each([
    ['no key', { key: '' }, 401], ['a key that calls itself invalid', { key: 'sk-invalid' }, 401],
    ['an unknown model', { body: { model: 'no-such-model' } }, 404], ['a missing model', { body: { model: undefined } }, 400],
    ['no messages', { body: { messages: [] } }, 400], ['a parameter of the wrong type', { body: { temperature: 'hot' } }, 400],
  ])('refuses %s as the vendor does', async (_, asked, status) => {
    const response = await askOpenAi(await runSimulator(), asked);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { message: expect.any(String) as string } });
  });

  it('refuses a body that is not JSON, and an address that the vendor does not have', async () => {
    const { baseUrls } = await runSimulator();
    const headers = { authorization: 'Bearer k' };
    expect((await fetch(`${baseUrls.openai}/chat/completions`, { method: 'POST', headers, body: '{"model":' })).status).toBe(400);
    const missing = await fetch(`${baseUrls.together}/chat`, { method: 'POST', headers, body: '{}' });
    expect(missing.status).toBe(404);
    expect(await missing.json()).toHaveProperty('error.message');
    expect((await fetch(`${baseUrls.groq}/chat/completions`, { method: 'POST', headers, body: '{}' })).status).toBe(404);
  });

  it('survives JSON that is nested a hundred thousand deep [V3]', async () => {
    const simulator = await runSimulator();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const field of ['messages', 'response_format', 'stop', 'anything']) {
      const body = `{"model":"m","messages":[{"role":"user","content":"hi"}],"${field}":${deep}}`;
      await fetch(`${simulator.baseUrls.openai}/chat/completions`, { method: 'POST', headers: { authorization: 'Bearer k' }, body });
    }
    expect((await askOpenAi(simulator)).status).toBe(200);
  });

  it('refuses a body above 64 MiB [V3]', async () => {
    const response = await askOpenAi(await runSimulator(), { prompt: 'x'.repeat(64 * 1024 * 1024) });
    expect(response.status).toBe(413);
    expect(await response.json()).toHaveProperty('error.message');
  });

  it('says which address it cannot have [V7]', async () => {
    const { url } = await runSimulator();
    const port = Number(new URL(url).port);
    const second = startSimulator({ host: '127.0.0.1', port, options: parseSimulatorOptions('', () => new Uint8Array()) });
    await expect(second).rejects.toMatchObject({ kind: 'usage', message: `The address 127.0.0.1:${port} is in use by another program.` });
  });

  it('closes while a stream is running', async () => {
    const simulator = await runSimulator('itl=1000');
    const response = await askOpenAi(simulator);
    const reading = response.text();
    await simulator.close();
    await expect(reading).rejects.toThrow();
    await expect(askOpenAi(simulator)).rejects.toThrow();
  });
});

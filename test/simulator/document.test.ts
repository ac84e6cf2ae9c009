import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../src/simulator/document.js';
import { simulatedProviders } from '../../src/simulator/providers.js';
import { countTokens } from '../../src/simulator/tokens.js';

const documentAbout = (prompt: string, model = 'gpt-5'): string => createDocument({ provider: 'openai', model, prompt, inputTokens: 4 });

describe('the simulated document', () => {
  it('quotes the prompt, says that it is simulated, and how to connect', () => {
    const text = documentAbout('Explain what a mutex is');
    expect(text).toContain('> `Explain what a mutex is`');
    expect(text).toMatch(/^# A simulated answer$/m);
    expect(text).toContain('export OPENAI_API_KEY=…');
    expect(text).toContain('leave out `--mock`');
    expect(text).toContain('unset `OPENAI_BASE_URL`');
  });

  it('counts one token in the singular', () => {
    expect(createDocument({ provider: 'openai', model: 'gpt-5', prompt: 'hi', inputTokens: 1 })).toContain('| prompt | 1 token |');
    expect(documentAbout('hi')).toContain('| prompt | 4 tokens |');
  });

  it('shows everything a terminal can render', () => {
    const text = documentAbout('hi');
    for (const form of [/^# /m, /^## /m, /^> /m, /^1\. /m, /^ {3}- /m, /^\| --- \||^\|---\|/m, /^```sh$/m, /\*\*\w/, /\*\w/, /~~\w/, /`\w+ ?\w*`/, /\[link\]\(https:/]) expect(text).toMatch(form);
  });

  it.each(simulatedProviders)('is short for %s', (provider) => {
    const tokens = countTokens(createDocument({ provider, model: 'some-model', prompt: 'Explain what a mutex is', inputTokens: 6 }));
    expect(tokens).toBeGreaterThan(130);
    expect(tokens).toBeLessThan(250);
  });

  it('asks nobody for a key of Ollama', () => {
    expect(createDocument({ provider: 'ollama', model: 'm', prompt: 'x', inputTokens: 1 })).not.toContain('export');
  });

  it('cuts a long prompt, between two characters', () => {
    const quote = /^> `(.*)`$/m.exec(documentAbout('🎈'.repeat(5_000)))?.[1] ?? '';
    expect(quote).toBe(`${'🎈'.repeat(120)}…`);
  });

  it('says so when there is no prompt', () => {
    expect(documentAbout(' \n ')).toContain('> *(nothing but silence)*');
  });

  it('keeps every prompt and model inside its place (seed 3)', () => {
    const lines = documentAbout('x', 'x').split('\n').length;
    const piece = fastCheck.constantFrom('`', '``', '```', '\n', '|', '\u001b]52;c;x\u0007', '# ', '> ', '\r', '\u202e', 'word', ' ', '\\', '\u2028');
    const text = fastCheck.array(piece, { minLength: 1 }).map((parts) => `a${parts.join('')}`);
    fastCheck.assert(fastCheck.property(text, text, (prompt, model) => {
      const document = documentAbout(prompt, model);
      const fence = /^> (`+)/m.exec(document)?.[1] ?? '';
      const quoted = /^> `+(.*?)`+$/m.exec(document)?.[1] ?? '';
      return document.split('\n').length === lines && !/[\p{Cc}\p{Cf}]/u.test(document.replaceAll('\n', ''))
        && !new RegExp(`(?<!\`)${fence}(?!\`)`).test(quoted);
    }), { seed: 3, numRuns: 1_000 });
  });
});

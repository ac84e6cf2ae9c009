import { describe, expect, it } from 'vitest';
import { needsResponses } from '../../../src/protocols/openai-responses/needs-responses.js';

describe('needsResponses', () => {
  it.each([
    'gpt-5-pro', 'gpt-5-pro-2025-10-06', 'gpt-5.2-pro', 'o1-pro', 'o3-pro-2025-06-10', 'gpt-5-codex', 'gpt-5.1-codex-mini',
    'gpt-5.1-codex-max', 'gpt-5.3-codex', 'codex-mini-latest', 'o3-deep-research', 'computer-use-preview',
  ])('sends %s to the Responses API', (model) => expect(needsResponses(model)).toBe(true));

  it.each([
    'gpt-5', 'gpt-5-mini', 'gpt-6.1-sol', 'gpt-6-luna', 'o3', 'o4-mini', 'gpt-4o', 'gpt-4o-search-preview', 'my-codex', 'gpt-5-project', 'openai/gpt-5-pro', '',
  ])('leaves %s to Chat Completions', (model) => expect(needsResponses(model)).toBe(false));
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerText } from '../contract/connected.js';
import { contractRows } from '../contract/rows.js';
import type { ContractRow } from '../contract/rows.js';
import { newHome } from './run-inside.js';

/** All eight. */
export const providers = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'] as const;

export type ProviderName = (typeof providers)[number];

/** Those with events of server-sent kind; Ollama sends lines. */
export const sseProviders = providers.filter((provider) => provider !== 'ollama');

/** Those whose format has `choices` and ends in `[DONE]`. */
export const chatProviders = ['openrouter', 'openai', 'groq', 'together'] as const;

const answerFile = join(newHome(), 'answer.txt');
writeFileSync(answerFile, answerText);

/** The simulator's option that gives `answerText`, and what else is asked of it. */
export const mock = (options = ''): string => `--mock=text=@${answerFile}${options === '' ? '' : `,${options}`}`;

/** The same with one fault. */
export const mockFault = (fault: string): string => mock(`fault=${fault}`);

/** What the contract knows of a provider's format. */
export const formatOf = (provider: string): ContractRow => {
  const row = contractRows.find((candidate) => candidate.name === provider);
  if (row === undefined) throw new Error(`There is no format of ${provider}.`);
  return row;
};

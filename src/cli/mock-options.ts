/** One flag of `uada mock`. They stand here too, so that the help loads no simulator; a test keeps both in step. */
export type MockOption = { readonly name: string; readonly value: string; readonly description: string; readonly isRepeatable?: boolean };

export const mockOptions: readonly MockOption[] = [
  { name: 'ttft', value: 'D', description: 'Time to first token in ms: a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE (default: 0)' },
  { name: 'itl', value: 'D', description: 'Time between tokens in ms, likewise (default: 0)' },
  { name: 'tokens', value: 'D', description: 'Length of the answer in tokens, likewise (default: the document\'s own length)' },
  { name: 'chunk', value: 'N', description: 'Tokens an event (default: 1)' },
  { name: 'reasoning', value: 'N', description: 'Reasoning tokens before the answer (default: 0)' },
  { name: 'role', value: '0|1', description: 'An event without text at once, before the first token (default: 0)' },
  { name: 'tail', value: 'MS', description: 'Wait before the closing usage event, in ms (default: 0)' },
  { name: 'slots', value: 'N', description: 'Requests served at once, the rest queue (default: no limit)' },
  { name: 'text', value: 'STRING|@FILE', description: 'The exact answer to give (default: a short Markdown document about the prompt)' },
  { name: 'fault', value: 'KIND[@RATE]', isRepeatable: true, description: 'What goes wrong, and in which part of the requests, such as 429:retry-after=2@0.1 or reset-after:5 (repeatable)' },
  { name: 'seed', value: 'N', description: 'Same seed, same answers and times (default: 1)' },
];

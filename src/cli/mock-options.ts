/** One flag of `uada mock`. They stand here too, so that the help loads no simulator; a test keeps both in step. */
export type MockOption = { readonly name: string; readonly value: string; readonly description: string; readonly isRepeatable?: boolean };

export const mockOptions: readonly MockOption[] = [
  { name: 'ttft', value: 'D', description: 'time to first token in ms: a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE (default: 0)' },
  { name: 'itl', value: 'D', description: 'time between tokens in ms, likewise (default: 0)' },
  { name: 'tokens', value: 'D', description: 'length of the answer in tokens, likewise (default: the document\'s own length)' },
  { name: 'chunk', value: 'N', description: 'tokens an event (default: 1)' },
  { name: 'reasoning', value: 'N', description: 'reasoning tokens before the answer (default: 0)' },
  { name: 'role', value: '0|1', description: 'an event without text at once, before the first token (default: 0)' },
  { name: 'tail', value: 'MS', description: 'wait before the closing usage event, in ms (default: 0)' },
  { name: 'slots', value: 'N', description: 'requests served at once, the rest queue (default: no limit)' },
  { name: 'text', value: 'STRING|@FILE', description: 'the exact answer to give (default: a short Markdown document about the prompt)' },
  { name: 'fault', value: 'KIND[@RATE]', isRepeatable: true, description: 'what goes wrong, and in which part of the requests, such as 429:retry-after=2@0.1 or reset-after:5 (repeatable)' },
  { name: 'seed', value: 'N', description: 'same seed, same answers and times (default: 1)' },
];

import { mounts } from './providers.js';
import type { SimulatedProvider } from './providers.js';

export type DocumentSubject = {
  readonly provider: SimulatedProvider;
  readonly model: string;
  /** The text of the last user message. */
  readonly prompt: string;
  readonly inputTokens: number;
};

const quotedLength = 120;

/** One line of outside text without control characters, cut at a character's border. */
const toLine = (text: string, length: number): string => {
  const line = Array.from(text.slice(0, length * 4).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ').trim());
  return line.length > length ? `${line.slice(0, length).join('').trimEnd()}…` : line.join('');
};

/** A code span that shows the text whatever is in it: its fence is longer than any run of backticks inside (CommonMark 6.1). */
const toCode = (text: string): string => {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
};

const toCell = (text: string): string => toCode(text).replaceAll('|', '\\|');

const connecting = (provider: SimulatedProvider): string => {
  const { keyVariable } = mounts[provider];
  const first = keyVariable === undefined ? 'ollama pull gemma4' : `export ${keyVariable}=…`;
  return `${first}\nuada complete -p ${provider} "Hello"`;
};

/**
 * The answer of a model that is not there: it quotes the prompt, says that it is simulated and how to reach a real
 * provider, and holds one of everything that a terminal can render.
 */
export const createDocument = (subject: DocumentSubject): string => {
  const prompt = toLine(subject.prompt, quotedLength);
  return `# A simulated answer

No model was asked: uada's built-in simulator wrote this text. You said:

> ${prompt === '' ? '*(nothing but silence)*' : toCode(prompt)}

## Ask a real one

${subject.provider === 'ollama' ? 'Start Ollama' : 'Set a key'} and leave out \`--mock\`; behind \`uada mock\`, unset \`${mounts[subject.provider].variable}\`:

\`\`\`sh
${connecting(subject.provider)}
\`\`\`

## What this terminal can show

1. **Strong**, *emphasised* and ~~deleted~~ words
2. Lists, also nested:
   - \`inline code\`
   - a [link](https://example.com)

| what | value |
|---|---|
| provider | ${subject.provider} |
| model | ${toCell(toLine(subject.model, 60))} |
| prompt | ${subject.inputTokens} ${subject.inputTokens === 1 ? 'token' : 'tokens'} |
`;
};

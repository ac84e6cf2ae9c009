/** What no output may hold: a part of every key that the tests give to the program. The last four characters may be shown. */
export const mark = 'CANARYkE7';

/** A key that is looked for wherever the program leaves something. */
export const canary = (name: string): string => `${name}-${mark}-${name}Xq9-tail`;

const variables = {
  openrouter: 'OPENROUTER_API_KEY', openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY', google: 'GOOGLE_API_KEY',
  groq: 'GROQ_API_KEY', together: 'TOGETHER_API_KEY', cohere: 'CO_API_KEY', ollama: 'OLLAMA_API_KEY',
} as const;

/** A key for each of the eight. The simulator takes any but those that look invalid. */
export const canaryKeys: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(variables).map(([provider, variable]) => [variable, canary(provider)]));

/** For a test in which nobody has a key. */
export const noKeys: Readonly<Record<string, undefined>> = Object.fromEntries(Object.values(variables).map((variable) => [variable, undefined]));

/** The characters of a mark in base64 that do not depend on what stands beside it, when it begins at this byte of three. */
const inBase64 = (offset: number): string => {
  const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(mark)]).toString('base64');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + mark.length) * 8) / 6));
};

/** The mark as it is, in base64 at any place, and in hexadecimal; it has no character that URLs or JSON would escape. */
const forms: readonly Buffer[] = [mark, inBase64(0), inBase64(1), inBase64(2), Buffer.from(mark).toString('hex')].map((form) => Buffer.from(form));

/** No form is longer. What is looked at in pieces overlaps by that much. */
export const longestForm = Math.max(...forms.map((form) => form.length));

/** Whether a part of a key stands there, in whatever form. */
export const holdsCanary = (bytes: Buffer): boolean => forms.some((form) => bytes.includes(form));

/** What stands around it, for the message of a test. */
export const aroundCanary = (bytes: Buffer): string => {
  const index = Math.max(...forms.map((form) => bytes.indexOf(form)));
  return bytes.subarray(Math.max(0, index - 120), index + 120).toString('latin1');
};

type Pattern = { readonly search: RegExp; readonly replace: (...groups: readonly string[]) => string };

/** Told from an ordinary word: "bearer authentication" is no credential, "bearer 3f9c…" is. */
const looksSecret = (value: string): boolean => value.length >= 16 || (value.length >= 8 && /\d/.test(value));

/**
 * What credentials look like wherever they come from. Each search begins with fixed letters and goes on through
 * characters that cannot begin it again, so that a hostile text of any length is read in one go.
 */
const patterns: readonly Pattern[] = [
  // The vendors' own prefixes: OpenAI, Anthropic and OpenRouter, Groq, Together, Google (two generations), Hugging Face, xAI.
  { search: /(?<![A-Za-z\d])(sk-(?:ant-|or-|proj-)?|gsk_|tgp_v1_|AIza|AQ\.|hf_|xai-)[\w-]{12,}/g, replace: (_, prefix = '') => `${prefix}…` },
  {
    search: /\b((?:bearer|basic)[ \t]{1,4})([^\s"'<>(),;\\]+)/gi,
    replace: (all = '', word = '', value = '') => (looksSecret(value) ? `${word}…` : all),
  },
  {
    search: /((?:api[-_]?key|auth[-_]?token|access[-_]?token|authorization|password|[?&](?:key|token))["'\\]{0,3}[ \t]{0,4}[:=][ \t]{0,4}["'\\]{0,3})([^\s"'<>(),;&\\]+)/gi,
    replace: (all = '', name = '', value = '') => (looksSecret(value) ? `${name}…` : all),
  },
  // A login in an address (RFC 3986, 3.2.1).
  { search: /:\/\/[^\s/?#"'<>]*@/g, replace: () => '://…@' },
];

/** The text with everything that has the form of a credential masked, in time that grows with its length only. */
export const maskPatterns = (text: string): string => patterns.reduce((safe, { search, replace }) => safe.replace(search, replace), text);

/** A field of the wire and the flag a person typed for it. */
export type Parameter = { readonly name: string; readonly flag: string };

const rows: readonly (readonly [says: RegExp, parameter: Parameter])[] = [
  [/think/i, { name: 'thinkingConfig', flag: '--reasoning' }],
  [/response_?(?:json_?)?schema|response_?mime_?type/i, { name: 'responseJsonSchema', flag: '--schema' }],
  [/max_?output_?tokens/i, { name: 'maxOutputTokens', flag: '--max-tokens' }],
  [/stop_?sequences?/i, { name: 'stopSequences', flag: '--stop' }],
  [/\btop_?p\b/i, { name: 'topP', flag: '--top-p' }],
  [/\btemperature\b/i, { name: 'temperature', flag: '--temperature' }],
  [/\bseed\b/i, { name: 'seed', flag: '--seed' }],
];

/** The parameter that Google's words are about. Its refusals name the culprit only in prose or in a field path. */
export const findParameter = (text: string): Parameter | undefined => rows.find(([says]) => says.test(text))?.[1];

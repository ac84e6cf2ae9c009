const responsesOnly = [
  /^gpt-\d+(\.\d+)?-pro(-|$)/,
  /^o\d+-pro(-|$)/,
  /^(gpt-\d+(\.\d+)?-)?codex(-|$)/,
  /-deep-research(-|$)/,
  /^computer-use-preview(-|$)/,
];

/** True for the OpenAI models that Chat Completions refuses and only the Responses API serves. */
export const needsResponses = (model: string): boolean => responsesOnly.some((pattern) => pattern.test(model));

import { needsResponses } from '../protocols/openai-responses/needs-responses.js';
import type { ProtocolName } from '../protocols/load.js';
import type { ProviderRow } from '../providers/registry.js';

/** The wire format for a model: OpenAI has two, and some of its models speak only one of them. */
export const chooseProtocol = (row: ProviderRow, model: string, api: 'chat' | 'responses' | undefined): ProtocolName => {
  if (row.protocol !== 'openai') return row.protocol;
  return api === 'responses' || (api === undefined && needsResponses(model)) ? 'openai-responses' : 'openai';
};

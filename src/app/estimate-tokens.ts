import type { ChatRequest } from '../core/request.js';
import { textOf } from '../core/request.js';

/** What vendors count for a large picture; most cost less. */
const imageTokens = 1600;
/** Bytes rather than characters: scripts whose characters are longer in UTF-8 also take more tokens. */
const bytesPerToken = 4;

/** Roughly the tokens of a prompt: a quarter of its bytes in UTF-8, and a flat number a picture. */
export const estimateTokens = ({ system = '', messages, schema }: ChatRequest): number => {
  const texts = [system, ...messages.map(textOf), schema === undefined ? '' : JSON.stringify(schema)];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const imageCount = messages.flatMap(({ content }) => content).filter(({ type }) => type === 'image').length;
  return Math.ceil(bytes / bytesPerToken) + imageCount * imageTokens;
};

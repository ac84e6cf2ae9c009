import type { ContentPart, Message } from '../../core/request.js';
import type { Input } from './decode-input.js';

/** A document that came with a prompt, under the name by which the model should know it. */
export type NamedInput = { readonly name: string; readonly input: Input };

const escapeName = (name: string): string => name.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replace(/[\r\n]+/g, ' ');

/** A tag that does not occur in the text, so that no document can end its own block. */
const tagFor = (text: string): string => {
  let tag = 'document';
  for (let count = 2; text.includes(`</${tag}>`); count += 1) tag = `document-${count}`;
  return tag;
};

const toBlock = (name: string, text: string): string => {
  const tag = tagFor(text);
  return `<${tag} name="${escapeName(name)}">\n${text}${text.endsWith('\n') ? '' : '\n'}</${tag}>\n\n`;
};

/**
 * The user's turn: images first, then every document in a delimited block, the instruction last. A single
 * text without an instruction is the prompt itself, byte for byte.
 */
export const composePrompt = (documents: readonly NamedInput[], instruction: string | undefined): Message => {
  const images: ContentPart[] = documents.map(({ input }) => input).filter((input) => input.type === 'image');
  const texts = documents.flatMap(({ name, input }) => (input.type === 'text' ? [{ name, text: input.text }] : []));
  const [only] = texts;
  const text = instruction === undefined && texts.length === 1 && only !== undefined
    ? only.text
    : texts.map((document) => toBlock(document.name, document.text)).join('') + (instruction ?? '');
  return { role: 'user', content: [...images, ...(text === '' ? [] : [{ type: 'text' as const, text }])] };
};

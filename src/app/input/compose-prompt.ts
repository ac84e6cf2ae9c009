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

/** Every text in a block of its own, one after the other. */
export const toBlocks = (documents: readonly NamedInput[]): string =>
  documents.map(({ name, input }) => (input.type === 'text' ? toBlock(name, input.text) : '')).join('');

/** A turn of the images among the documents and a text. */
export const composeMessage = (documents: readonly NamedInput[], text: string): Message => {
  const images: readonly ContentPart[] = documents.map(({ input }) => input).filter((input) => input.type === 'image');
  return { role: 'user', content: [...images, ...(text === '' ? [] : [{ type: 'text' as const, text }])] };
};

/** How documents and the words of the command line become the user's turn. */
export type ComposePrompt = (documents: readonly NamedInput[], instruction: string | undefined) => Message;

/**
 * The user's turn: images first, then every document in a delimited block, the instruction last. A single
 * text without an instruction is the prompt itself, byte for byte.
 */
export const composePrompt: ComposePrompt = (documents, instruction) => {
  const texts = documents.map(({ input }) => input).filter((input) => input.type === 'text');
  const [only] = texts;
  const isPrompt = instruction === undefined && texts.length === 1 && only !== undefined;
  return composeMessage(documents, isPrompt ? only.text : toBlocks(documents) + (instruction ?? ''));
};

/** Text that is HTML already, and may stand in a page as it is. */
export type Html = { readonly html: string };

type Part = string | number | Html | readonly Html[];

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters, and those that turn the direction of what follows. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Makes text from outside harmless in an element and in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(unseen, ' ').replace(/[&<>"']/g, (sign) => references[sign] ?? '');

const toHtml = (part: Part): string => {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(part);
  return 'html' in part ? part.html : part.map(({ html: inner }) => inner).join('');
};

/** A template of HTML whose values are escaped, unless they are HTML themselves. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  ({ html: texts.map((text, index) => `${text}${index < parts.length ? toHtml(parts[index] ?? '') : ''}`).join('') });

/** JSON for an element of script: nothing in it can end the element, nor begin another. */
export const toScriptJson = (value: unknown): Html => ({ html: JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026') });

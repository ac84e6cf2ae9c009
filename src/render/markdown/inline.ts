import { Lexer, Tokenizer } from 'marked';
import type { MarkedToken, Token, Tokens } from 'marked';
import { sanitise } from '../sanitiser.js';
import { decodeEntities } from './entities.js';
import { isMultiplying } from './multiplying-star.js';
import type { Span } from './span.js';
import type { MarkdownTheme, Style } from './theme.js';

/** What inline Markdown begins with, addresses included. The parser takes as long to load as the rest of a short answer. */
const mark = /[*_`[<&\\~@]|:\/\/|www\./i;

let tokenizer: Tokenizer | undefined;

/** As CommonMark, but for a star that multiplies. */
const createTokenizer = (): Tokenizer => {
  const made = new Tokenizer();
  const emStrong = made.emStrong.bind(made);
  made.emStrong = (source, masked, before = '') =>
    (source.startsWith('*') && isMultiplying(before, source.charAt(1)) ? undefined : emStrong(source, masked, before));
  return made;
};

/** The inline tokens of a text (emphasis, code, links). A text without marks, or that the parser gives up on, is one plain token. */
export const parseInline = (text: string): readonly Token[] => {
  if (!mark.test(text)) return [{ type: 'text', raw: text, text, escaped: false }];
  try {
    return Lexer.lexInline(text, { gfm: true, tokenizer: (tokenizer ??= createTokenizer()) });
  } catch {
    return [{ type: 'text', raw: text, text, escaped: false }];
  }
};

const codeSpan = ({ text }: Tokens.Codespan, style: Style, theme: MarkdownTheme): readonly Span[] => {
  const shown = text.replaceAll('\n', ' ');
  return [{ text: theme.hasColour ? shown : `\`${shown}\``, style: theme.add(style, 'code') }];
};

const isSameAddress = (text: string, href: string): boolean =>
  href === text || href === `mailto:${text}` || href === `http://${text}` || href.replace(/\/$/, '') === text;

const link = ({ text, href: address, tokens }: Tokens.Link, style: Style, theme: MarkdownTheme): readonly Span[] => {
  const href = sanitise(address);
  const shown = toSpans(tokens, theme.add(style, 'link'), theme);
  return href === '' || isSameAddress(text, href) ? shown : [...shown, { text: ` (${href})`, style: theme.add(style, 'url') }];
};

const image = ({ text, href }: Tokens.Image, style: Style, theme: MarkdownTheme): readonly Span[] => [
  { text: `[${text === '' ? 'image' : decodeEntities(text)}]`, style: theme.add(style, 'link') },
  { text: ` (${sanitise(href)})`, style: theme.add(style, 'url') },
];

const tokenSpans = (token: MarkedToken, style: Style, theme: MarkdownTheme): readonly Span[] => {
  switch (token.type) {
    case 'strong': return toSpans(token.tokens, theme.add(style, 'strong'), theme);
    case 'em': return toSpans(token.tokens, theme.add(style, 'emphasis'), theme);
    // One tilde is more often "about" than a deletion.
    case 'del': return token.raw.startsWith('~~') ? toSpans(token.tokens, theme.add(style, 'deleted'), theme)
      : [{ text: '~', style }, ...toSpans(token.tokens, style, theme), { text: '~', style }];
    case 'codespan': return codeSpan(token, style, theme);
    case 'link': return link(token, style, theme);
    case 'image': return image(token, style, theme);
    case 'br': return [{ text: '\n', style }];
    case 'html': return [{ text: /^<br\s*\/?>$/i.test(token.raw) ? '\n' : token.raw, style }];
    // Not an escape but TeX: \( \) \[ \] delimit a formula.
    case 'escape': return [{ text: /^\\[()[\]]$/.test(token.raw) ? token.raw : token.text, style }];
    // Not its `text`, in which the parser has resolved some character references and not others.
    case 'text': return [{ text: decodeEntities(token.raw), style }];
    default: return [{ text: token.raw, style }];
  }
};

/** Inline tokens as styled text. A soft line break stays a line break, as the author set it. */
export const toSpans = (tokens: readonly Token[], style: Style, theme: MarkdownTheme): readonly Span[] =>
  tokens.flatMap((token) => tokenSpans(token as MarkedToken, style, theme));

/** A text with inline Markdown as styled text. */
export const inlineSpans = (text: string, style: Style, theme: MarkdownTheme): readonly Span[] => toSpans(parseInline(text), style, theme);

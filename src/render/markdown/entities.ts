import { sanitise } from '../sanitiser.js';

const named: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', copy: '©', reg: '®', trade: '™', hellip: '…', mdash: '—', ndash: '–',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', middot: '·', times: '×', divide: '÷', deg: '°',
  larr: '←', uarr: '↑', rarr: '→', darr: '↓', rArr: '⇒', le: '≤', ge: '≥', ne: '≠', plusmn: '±', micro: 'µ', pound: '£', euro: '€', sect: '§', para: '¶',
};

const fromCode = (digits: string, radix: number): string | undefined => {
  const code = Number.parseInt(digits, radix);
  // An escape character spelt as a number is still an escape character.
  return code > 0 && code <= 0x10ffff ? sanitise(String.fromCodePoint(code)) : undefined;
};

/** The text with HTML character references resolved; unknown ones stay as they are. Never yields a control character. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return fromCode(hex, 16) ?? whole;
      if (decimal !== undefined) return fromCode(decimal, 10) ?? whole;
      return (name === undefined ? undefined : named[name]) ?? whole;
    })
    : text;

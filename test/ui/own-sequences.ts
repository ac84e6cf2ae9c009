/** What the views themselves write to hide and move the cursor, clip rows and take them away. */
export const ownSequences = /\r\u001bD|\r?\u001b\[(?:\?2026[hl]|\?25[hl]|\?7l|\?7h\r|999C|99L|\d+[ABC])/g;

/** What the alternate screen is entered and left with, and what a picture on it consists of. */
export const boardSequences = new RegExp([
  '\\u001b\\[\\?1049h\\n*\\u001b\\[\\?1007s\\u001b\\[\\?1007l', '\\u001b\\[2H\\u001b\\[J\\u001b\\[H\\u001b\\[2K\\u001b\\[\\?1007h\\u001b\\[\\?1007r\\u001b\\[\\?1049l',
  '\\u001b\\[\\?7[hl]', '\\u001b\\[\\d*H(?:\\u001b\\[2K)?', '\\u001b\\[K',
].join('|'), 'g');

/** What was written while the main screen was there. */
export const outsideAlternate = (written: string): string => written.replace(/\u001b\[\?1049h[^]*?\u001b\[\?1049l/g, '');

/** Terminals refuse more, some in silence. */
const mostBytes = 74_000;

/** Whether a text is short enough to be copied through a terminal. */
export const fitsClipboard = (text: string): boolean => Buffer.byteLength(text) <= mostBytes;

/** Asks the terminal to put a text into the clipboard (OSC 52, xterm control sequences); works over ssh, too. */
export const toClipboardSequence = (text: string): string => `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;

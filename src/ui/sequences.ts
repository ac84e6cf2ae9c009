/** Control sequences that every view writes. */
export const [hideCursor, showCursor] = ['\u001b[?25l', '\u001b[?25h'];
/** Terminals that know these show a frame when it is whole. */
export const [beginFrame, endFrame] = ['\u001b[?2026h', '\u001b[?2026l'];
/** Rows that are too long are clipped between these. */
export const [withoutWrap, withWrap] = ['\u001b[?7l', '\u001b[?7h'];

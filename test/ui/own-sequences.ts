/** What the views themselves write to hide and move the cursor, clip rows and delete them. */
export const ownSequences = /\r\u001bD|\r?\u001b\[(?:\?2026[hl]|\?25[hl]|\?7l|\?7h\r|999C|99M|\d+[ABC])/g;

/** Characters that JSON leaves as they are and a terminal obeys: DEL, the C1 controls, line separators, changes of direction. */
const leftOver = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as one line of JSON in which every control character is escaped, so that it may be shown as it is. */
export const toJsonLine = (value: unknown): string => `${JSON.stringify(value).replace(leftOver, escape)}\n`;

/** HTTP status of Google's status words, for errors that come without a number (google.rpc.Code). */
const statuses: ReadonlyMap<string, number> = new Map([
  ['CANCELLED', 499], ['INVALID_ARGUMENT', 400], ['FAILED_PRECONDITION', 400], ['OUT_OF_RANGE', 400], ['UNAUTHENTICATED', 401],
  ['PERMISSION_DENIED', 403], ['NOT_FOUND', 404], ['ABORTED', 409], ['ALREADY_EXISTS', 409], ['RESOURCE_EXHAUSTED', 429],
  ['INTERNAL', 500], ['UNKNOWN', 500], ['DATA_LOSS', 500], ['UNIMPLEMENTED', 501], ['UNAVAILABLE', 503], ['DEADLINE_EXCEEDED', 504],
]);

/** The HTTP status a status word stands for. */
export const statusOfWord = (word: string): number | undefined => statuses.get(word);

/** The first status word for an HTTP status. */
export const wordOfStatus = (status: number): string =>
  [...statuses].find(([, candidate]) => candidate === status)?.[0] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');

/** The status words in the order of their numbers in google.rpc.Code, from 1 on. */
const codes = [
  'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

/** The HTTP status of a number of google.rpc.Code; 500 for one that is none. */
export const statusOfCode = (code: number): number => statusOfWord(codes[code - 1] ?? '') ?? 500;

/** The number of google.rpc.Code for an HTTP status. */
export const codeOfStatus = (status: number): number => codes.indexOf(wordOfStatus(status)) + 1;

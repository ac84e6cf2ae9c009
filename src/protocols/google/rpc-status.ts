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

/** A limit that somebody set, as it was probably written: `600 ms`, `2.5 s`. */
export const toTimeLimitText = (limitMs: number): string => (limitMs < 1000 ? `${limitMs} ms` : `${limitMs / 1000} s`);

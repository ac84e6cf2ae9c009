/** How long a limit makes a request wait, and why: "openai allows 60 requests a minute". */
export type LimitWait = { readonly waitMs: number; readonly reason: string };

/** The wait that counts when all limits must be kept. */
export const longestOf = (waits: readonly LimitWait[]): LimitWait =>
  waits.reduce((longest, wait) => (wait.waitMs > longest.waitMs ? wait : longest), { waitMs: 0, reason: '' });

/** A wait whose length is known: how long, and for which reason, in a few words without a full stop. */
export type Pause = { readonly forMs: number; readonly why: string };

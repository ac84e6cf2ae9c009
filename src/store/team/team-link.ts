import type Keyv from 'keyv';

/** A connection to a team cache, as Keyv over the adapter of its kind. Its methods reject when the server fails. */
export type TeamLink = { readonly keyv: Keyv; readonly close: () => Promise<void> };

export type LinkOptions = {
  /** Upper bound of connecting, and of each command where the driver can be told. */
  readonly limitMs: number;
  /** Called when the connection breaks while nobody uses it. */
  readonly onLost: () => void;
};

export type OpenTeamLink = (options: LinkOptions) => Promise<TeamLink>;

/** The words of the usual environment variables; an empty one counts as unset. */
export type ProxySettings = {
  /** For https URLs (HTTPS_PROXY). May hold a login: never print it. */
  readonly httpsProxy?: string | undefined;
  /** For http URLs (HTTP_PROXY). */
  readonly httpProxy?: string | undefined;
  /** For both, where the one above is unset (ALL_PROXY). */
  readonly allProxy?: string | undefined;
  /** Hosts that are reached directly (NO_PROXY). */
  readonly noProxy?: string | undefined;
};

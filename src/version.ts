declare const UADA_VERSION: string | undefined;

/** The version in package.json, put in by the build. */
export const version: string = typeof UADA_VERSION === 'string' ? UADA_VERSION : '0.0.0-source';

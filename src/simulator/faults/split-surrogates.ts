const surrogatePair = /(?<=[\ud800-\udbff])(?=[\udc00-\udfff])/;

/** The same text in tokens that end inside every character beyond U+FFFF. */
export const splitSurrogates = (tokens: readonly string[]): readonly string[] => tokens.flatMap((token) => token.split(surrogatePair));

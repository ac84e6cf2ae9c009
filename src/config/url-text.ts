const schemeOf = (text: string): string | undefined => /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();

/** Words what is wrong with a provider's address; a host without a scheme is right. */
export const acceptUrl = (text: string): string | undefined => {
  const scheme = schemeOf(text);
  const isRight = !/[\s\p{Cc}]/u.test(text) && (scheme === undefined || scheme === 'http' || scheme === 'https')
    && URL.canParse(scheme === undefined ? `http://${text}` : text);
  return isRight ? undefined : 'must be an address such as https://host/v1';
};

const cacheSchemes: readonly (string | undefined)[] = ['redis', 'rediss', 'postgres', 'postgresql'];

/** Words what is wrong with a team cache's address. */
export const acceptCacheUrl = (text: string): string | undefined =>
  cacheSchemes.includes(schemeOf(text)) && !/[\s\p{Cc}]/u.test(text)
    ? undefined : 'must be an address that begins with redis://, rediss:// or postgres://';

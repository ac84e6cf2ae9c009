const schemeOf = (text: string): string | undefined => /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();

/** Words what is wrong with a provider's address; a host without a scheme is right. */
export const acceptUrl = (text: string): string | undefined => {
  const scheme = schemeOf(text);
  const isRight = !/[\s\p{Cc}]/u.test(text) && (scheme === undefined || scheme === 'http' || scheme === 'https')
    && URL.canParse(scheme === undefined ? `http://${text}` : text);
  return isRight ? undefined : 'must be an address such as https://host/v1';
};

const host = String.raw`(?:\[[\da-f:.]+\]|[^\s:,@/?#[\]]+)(?::\d{1,5})?`;

/** Several hosts are a cluster. What would end a user name or password stands percent-encoded in it. */
const redisUrl = new RegExp(String.raw`^rediss?://(?:[^/?#]*@)?${host}(?:,${host})*(?:/\d*)?(?:\?cluster=(?:true|false))?$`, 'i');

const isPostgresUrl = (text: string): boolean => /^postgres(?:ql)?:\/\//i.test(text) && URL.canParse(text.replace(/@(?=\/)/, '@localhost'));

/** Words what is wrong with a team cache's address. */
export const acceptCacheUrl = (text: string): string | undefined =>
  !/[\s\p{Cc}]/u.test(text) && (redisUrl.test(text) || isPostgresUrl(text))
    ? undefined : 'must be an address such as redis://host:6379, redis://host1:7000,host2:7001 or postgres://user:password@host/database';

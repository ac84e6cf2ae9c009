import { isSecretHeader } from '../config/provider-config.js';
import { loadProtocol } from '../protocols/load.js';
import { redact } from '../core/secret.js';
import type { CompletePlan } from './complete-plan.js';
import { takeLogin } from './url-login.js';

/** A request as it would be sent. Credentials are left out: nothing looks one up for a dry run. */
export type DescribedRequest = {
  readonly provider: string;
  readonly model: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly cache_key: string | null;
};

/** What `complete` would send for a plan, in the words of the provider's protocol. Sends nothing. */
export const describePlan = async ({ target, request, cache, cacheKey }: CompletePlan): Promise<DescribedRequest> => {
  const protocol = await loadProtocol(target.protocol, target.row.id);
  const http = protocol.encode(request, { provider: target.row.id, baseUrl: takeLogin(target.baseUrl).baseUrl, headers: target.row.headers });
  return {
    provider: target.row.id,
    model: request.model,
    method: http.method,
    url: redact(http.url),
    headers: Object.fromEntries(Object.entries(http.headers).map(([name, value]) => [name, isSecretHeader(name) ? '…' : redact(value)])),
    body: http.body === undefined ? null : JSON.parse(http.body) as unknown,
    cache_key: cache.isOn ? cacheKey : null,
  };
};

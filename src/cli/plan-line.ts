import type { CompletePlan } from '../app/complete-plan.js';
import { takeLogin } from '../app/url-login.js';

/** `--verbose`: who is asked, where, and under which key an answer is looked for. */
export const toPlanLine = ({ target, request, cache, cacheKey }: CompletePlan): string => {
  const place = target.mock === undefined ? takeLogin(target.baseUrl).baseUrl : `the simulator (${target.mock.canonical})`;
  return `asking ${target.row.id}/${request.model} at ${place}, ${cache.isOn ? `cache key ${cacheKey.slice(0, 12)}…` : 'cache off'}`;
};

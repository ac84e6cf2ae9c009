import { listType } from '../list-type.js';
import { optionalSetting, settingWithDefault } from '../setting.js';
import { booleanType, integerType, numberType, stringType } from '../setting-types.js';
import { timerType } from '../timer-type.js';

const timeLimit = timerType({ zeroWord: 'off' });
const minuteMs = 60_000;

/** How long to wait, how often to try again, and over which connection. 0 ms stands for no limit. */
export const connectionRows = {
  timeoutMs: settingWithDefault(timeLimit, 30 * minuteMs, {
    flag: '--timeout', key: 'timeout', description: 'Most time for the whole answer, retries included; off for no limit',
  }),
  connectTimeoutMs: settingWithDefault(timeLimit, 10_000, {
    flag: '--connect-timeout', key: 'connect_timeout', description: 'Most time to reach the server; off for no limit',
  }),
  firstTokenTimeoutMs: settingWithDefault(timeLimit, 10 * minuteMs, {
    flag: '--first-token-timeout', key: 'first_token_timeout', description: 'Most time until the answer begins; off for no limit',
  }),
  idleTimeoutMs: settingWithDefault(timeLimit, 2 * minuteMs, {
    flag: '--idle-timeout', key: 'idle_timeout', description: 'Most silence in the middle of an answer; off for no limit',
  }),
  maxRetries: settingWithDefault(integerType({ minimum: 0, maximum: 100 }), 2, {
    flag: '--max-retries', key: 'max_retries', description: 'How often a request that may succeed later is sent again',
  }),
  requestsPerMinute: optionalSetting(integerType({ minimum: 1 }), {
    flag: '--requests-per-minute', key: 'providers.NAME.requests_per_minute', description: 'Most requests in any 60 seconds, to each provider',
  }),
  tokensPerMinute: optionalSetting(integerType({ minimum: 1 }), {
    flag: '--tokens-per-minute', key: 'providers.NAME.tokens_per_minute', description: 'Most prompt and answer tokens in any 60 seconds, to each provider',
  }),
  maxCostUsd: optionalSetting(numberType({ minimum: 0 }), {
    flag: '--max-cost', key: 'max_cost', description: 'Most US dollars a run may cost',
  }),
  fallback: optionalSetting(listType({ isSplit: true }), {
    flag: '--fallback', key: 'fallback', description: 'Models to try, in order, when the first one fails',
  }),
  race: optionalSetting(listType({ isSplit: true }), {
    flag: '--race', key: 'race', description: 'Models to ask at once; the first to answer wins',
  }),
  http2: settingWithDefault(booleanType, false, {
    flag: '--http2', key: 'http2', description: 'Speak HTTP/2 to the provider',
  }),
  allowHttp: optionalSetting(booleanType, {
    flag: '--allow-http', key: 'providers.NAME.allow_http', description: 'Send the key unencrypted to an http:// address of another machine',
  }),
  caCert: optionalSetting(stringType(), {
    flag: '--ca-cert', key: 'ca_cert', description: 'PEM file of further certificate authorities to trust',
  }),
};

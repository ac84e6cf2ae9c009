import { describe, expect, it } from 'vitest';
import type { UadaError } from '../../../src/core/errors.js';
import { ollama } from '../../../src/protocols/ollama/protocol.js';

const parse = (status: number, body: unknown, headers: Record<string, string> = {}): UadaError =>
  ollama.parseError({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body), model: 'gemma4', nowMs: 0 });

type Row = readonly [name: string, status: number, body: unknown, kind: string, isRetryable: boolean, message: string, hint: string];

const rows: readonly Row[] = [
  ['a missing body', 400, { error: 'missing request body' }, 'provider', false, 'missing request body', ''],
  ['a model that cannot think', 400, { error: '"gemma4" does not support thinking' }, 'provider', false, 'parameter think for the model gemma4', '--reasoning'],
  ['an effort an older server does not know', 400, { error: 'think value "low" is not supported for this model' }, 'provider', false, 'parameter think', '--reasoning'],
  ['a model that cannot chat', 400, { error: '"gemma4" does not support chat' }, 'provider', false, 'does not support chat', 'uada models -p ollama'],
  ['a model that cannot see', 400, { error: 'registry/gemma4 does not support vision' }, 'provider', false, 'vision', 'images'],
  ['an option of the wrong type', 400, { error: 'option "temperature" must be of type float32' }, 'provider', false, 'parameter temperature', '--temperature'],
  ['a bad token limit', 400, { error: 'option "num_predict" must be of type integer' }, 'provider', false, 'parameter num_predict', '--max-tokens'],
  ['a bad schema', 500, { error: 'invalid format: "x"; expected "json" or a valid JSON Schema object' }, 'provider', false, 'parameter format', '--schema'],
  ['a prompt that is too long', 400, { error: 'the input length exceeds the context length' }, 'provider', false, 'context length', 'shorten'],
  ['a signed-out server', 401, { error: 'unauthorized', signin_url: 'https://ollama.com/connect?name=a' }, 'auth', false, 'unauthorized', 'https://ollama.com/connect?name=a'],
  ['a wrong cloud key', 401, { error: 'unauthorized' }, 'auth', false, 'unauthorized', 'OLLAMA_API_KEY'],
  ['a sign-in address that is none', 401, { error: 'unauthorized', signin_url: 'javascript:alert(1)' }, 'auth', false, 'unauthorized', 'ollama signin'],
  ['a foreign host name', 403, '', 'provider', false, '(403)', '127.0.0.1'],
  ['a cloud that is switched off', 403, { error: 'ollama cloud is disabled: remote inference is unavailable' }, 'provider', false, 'disabled', 'local model'],
  ['a plan that is too small', 403, { error: 'this model requires a subscription, upgrade for access: https://ollama.com/upgrade' }, 'rate_limit', false, 'subscription', 'upgrade'],
  ['a forbidding proxy', 403, '<html><head><title>403 Forbidden</title></head></html>', 'auth', false, '403 Forbidden', ''],
  ['a model that is not pulled', 404, { error: 'model \'gemma4\' not found' }, 'provider', false, 'not found', '`ollama pull gemma4`'],
  ['the same on older servers', 404, { error: 'model "gemma4" not found, try pulling it first' }, 'provider', false, 'not found', '`ollama pull gemma4`'],
  ['an address that is not Ollama', 404, '404 page not found', 'provider', false, '404 page not found', 'base URL'],
  ['a wrong method', 405, '405 method not allowed', 'provider', false, '405', ''],
  ['a used-up session', 429, { error: 'you (ada) have reached your session usage limit, upgrade for higher limits' }, 'rate_limit', false, 'session usage limit', 'local model'],
  ['a used-up week', 429, { error: 'you (ada) have reached your weekly usage limit' }, 'rate_limit', false, 'weekly', 'local model'],
  ['a short burst', 429, { error: 'too many concurrent requests' }, 'rate_limit', true, 'concurrent', 'Wait'],
  ['a cancelled request', 499, { error: 'request canceled' }, 'provider', true, 'canceled', 'again'],
  ['a runner that died', 500, { error: 'llama runner process has terminated: exit status 2' }, 'provider', true, 'terminated', 'again'],
  ['a model that is too large', 500, { error: 'model requires more system memory (28.1 GiB) than is available (9.2 GiB)' }, 'provider', false, 'memory', 'smaller'],
  ['a cloud that is out of reach', 502, { error: 'upstream error' }, 'provider', true, 'upstream', 'ollama.com'],
  ['a full queue', 503, { error: 'server busy, please try again.  maximum pending requests exceeded' }, 'provider', true, 'maximum pending', 'OLLAMA_MAX_QUEUE'],
  ['an error object', 500, { error: { message: 'boom' } }, 'provider', true, 'boom', ''],
  ['a web page', 502, '<html><title>Bad gateway</title></html>', 'provider', true, 'Bad gateway', ''],
  ['no body at all', 500, '', 'provider', true, 'empty', ''],
];

describe('a failed reply of Ollama', () => {
  it.each(rows)('%s', (_name, status, body, kind, isRetryable, message, hint) => {
    const error = parse(status, body);
    expect(error).toMatchObject({ kind, isRetryable, status, provider: 'ollama' });
    expect(error.message).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  it('believes a Retry-After of a gateway', () => {
    expect(parse(503, { error: 'busy' }, { 'retry-after': '3' }).retryAfterMs).toBe(3000);
    expect(parse(503, { error: 'busy' }).retryAfterMs).toBeUndefined();
  });

  it('offers no pull command without a model name', () => {
    const error = ollama.parseError({ status: 404, headers: {}, body: '{"error":"model \'\' not found"}', model: '', nowMs: 0 });
    expect(error.hint).toContain('Pull the model first;');
  });
});

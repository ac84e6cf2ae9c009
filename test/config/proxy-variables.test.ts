import { describe, expect, it } from 'vitest';
import { readProxyVariables } from '../../src/config/proxy-variables.js';

describe('the proxies of the environment', () => {
  it('are read in both spellings, the lower-case one first', () => {
    expect(readProxyVariables({ HTTPS_PROXY: 'http://a', https_proxy: 'http://b', ALL_PROXY: 'http://c', no_proxy: 'x', NO_PROXY: 'y' }))
      .toEqual({ httpsProxy: 'http://b', httpProxy: undefined, allProxy: 'http://c', noProxy: 'x' });
  });

  it('are unset when they are blank', () => {
    expect(readProxyVariables({ HTTPS_PROXY: ' ', http_proxy: '', HTTP_PROXY: 'http://a' })).toMatchObject({ httpsProxy: undefined, httpProxy: 'http://a' });
  });

  it('do not come from a request header under CGI', () => {
    expect(readProxyVariables({ REQUEST_METHOD: 'GET', HTTP_PROXY: 'http://evil' }).httpProxy).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptCacheUrl } from '../../../src/config/url-text.js';
import { parseTeamAddress } from '../../../src/store/team/team-address.js';

describe('the address of a team cache', () => {
  it.each([
    ['redis://cache', { hosts: [{ host: 'cache', port: 6379 }], isCluster: false, isTls: false, label: 'redis://cache' }],
    ['rediss://me:p%2Fw%40@cache:7000/2', { hosts: [{ host: 'cache', port: 7000 }], isTls: true, username: 'me', password: 'p/w@', database: 2, label: 'rediss://cache:7000' }],
    ['redis://:a@b:c@cache', { username: undefined, password: 'a@b:c', label: 'redis://cache' }],
    ['redis://a:1,b:2', { hosts: [{ host: 'a', port: 1 }, { host: 'b', port: 2 }], isCluster: true, label: 'redis://a:1,b:2' }],
    ['redis://[::1]:6380?cluster=true', { hosts: [{ host: '::1', port: 6380 }], isCluster: true }],
    ['postgresql://me:secret@db:5433/team', { kind: 'postgres', label: 'postgres://db:5433/team' }],
    ['postgres://me:secret@/team?host=/run', { kind: 'postgres', label: 'postgres://localhost/team' }],
    ['postgres://db/x?sslmode=require&a=b', { url: 'postgres://db/x?sslmode=verify-full&a=b' }],
    ['postgres://db/x?sslmode=no-verify', { url: 'postgres://db/x?sslmode=no-verify' }],
  ])('%s is read', (url, address) => {
    expect(acceptCacheUrl(url)).toBeUndefined();
    expect(parseTeamAddress(url)).toMatchObject(address);
  });

  it('that the settings accept is read, and its label holds no credential', () => {
    const word = fc.stringMatching(/^[a-z0-9._~:%-]{1,12}$/);
    const host = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(fc.property(fc.constantFrom('redis', 'rediss', 'postgres'), word, fc.array(host, { minLength: 1, maxLength: 3 }), (scheme, secret, hosts) => {
      const url = `${scheme}://u:canary${secret}@${hosts.join(',')}/1`;
      if (acceptCacheUrl(url) !== undefined) return;
      const address = parseTeamAddress(url);
      expect(address).toBeDefined();
      expect(address?.label).not.toContain('canary');
    }));
  });

  it('of any text is refused, or read without a throw', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      for (const scheme of ['redis', 'postgres']) parseTeamAddress(`${scheme}://${text}`);
    }));
  });
});

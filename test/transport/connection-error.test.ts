import { createServer as createHttpsServer } from 'node:https';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import { toBrokenBodyError, toConnectionError } from '../../src/transport/connection-error.js';
import { createFetchTransport } from '../../src/transport/fetch-transport.js';
import type { TransportOptions } from '../../src/transport/transport-options.js';
import { createCertificate, hasOpenssl } from './certificate.js';
import { closeLater, listen, never, rejection, serveHttp, serveTcp, textOf, toGet, toPost } from './loopback.js';

const withCode = (code: string): Error => Object.assign(new Error('raw words of the system'), { code });
const explain = (code: string, url = 'https://api.example/v1?key=secret'): UadaError => toConnectionError(withCode(code), new URL(url));
const open = (options: TransportOptions = {}) => closeLater(createFetchTransport(options));

describe('toConnectionError', () => {
  it.each([
    ['ENOTFOUND', 'Cannot find the host api.example.', 'Check the base URL or the network.', false],
    ['EAI_AGAIN', 'The name server gave no answer for api.example.', 'network', true],
    ['ECONNREFUSED', 'Nothing accepts connections at api.example.', 'base URL', true],
    ['ECONNRESET', 'api.example closed the connection before it answered.', 'again', true],
    ['EPIPE', 'api.example closed the connection while the request was being sent.', 'large', true],
    ['ETIMEDOUT', 'api.example does not answer.', 'network', true],
    ['ENETUNREACH', 'There is no way to api.example from this network.', 'network', true],
    ['EMFILE', 'This computer has no connection left for api.example.', 'ulimit', true],
    ['EACCES', 'This computer does not allow a connection to api.example.', 'firewall', false],
    ['HPE_HEADER_OVERFLOW', 'api.example answered with headers longer than 16 kB.', 'base URL', false],
    ['HPE_INVALID_CONSTANT', 'api.example did not answer in HTTP.', 'scheme', false],
    ['EPROTO', 'The TLS handshake with api.example failed.', 'scheme', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'The TLS handshake with api.example failed.', 'scheme', false],
    ['CERT_HAS_EXPIRED', 'The TLS certificate of api.example was refused: it has expired (CERT_HAS_EXPIRED).', 'clock', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'The TLS certificate of api.example was refused: it belongs to another host (ERR_TLS_CERT_ALTNAME_INVALID).', 'host name', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The TLS certificate of api.example was refused: its CA is not known here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).', 'NODE_EXTRA_CA_CERTS', false],
    ['CERT_REVOKED', 'The TLS certificate of api.example was refused (CERT_REVOKED).', '--ca-cert', false],
    ['EWHATEVER', 'The connection to api.example failed.', 'network', true],
  ])('%s: %s', (code, message, hint, isRetryable) => {
    expect(explain(code)).toMatchObject({ kind: 'network', code, message, isRetryable, hint: expect.stringContaining(hint) });
  });

  it('tells how to start what is not running on this computer', () => {
    expect(explain('ECONNREFUSED', 'http://localhost:11434/api')).toMatchObject({ hint: expect.stringContaining('`ollama serve`'), isRetryable: false });
    expect(explain('ECONNREFUSED', 'http://[::1]:11434/api').hint).toContain('`ollama serve`');
    expect(explain('ECONNREFUSED', 'http://127.0.0.1:8000')).toMatchObject({ hint: expect.stringContaining('Is the server running?'), isRetryable: false });
    expect(explain('ECONNREFUSED', 'http://ollama.lan:11434').hint).not.toContain('ollama serve');
  });

  it('never offers to turn the checks off', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      expect(explain(code).hint).toMatch(/NODE_EXTRA_CA_CERTS/);
      expect(explain(code).hint).not.toMatch(/insecure|REJECT_UNAUTHORIZED|skip/i);
    }
  });

  it('copes with what is no error at all', () => {
    for (const thrown of [undefined, null, 'text', 42, {}]) {
      expect(toConnectionError(thrown, new URL('https://api.example'))).toMatchObject({ kind: 'network', code: undefined });
      expect(toBrokenBodyError(thrown, 'api.example')).toMatchObject({ kind: 'network', isRetryable: true });
    }
  });
});

describe('the transport', () => {
  it('explains a port that nobody listens on', async () => {
    expect(await rejection(open()(toGet('http://127.0.0.1:1/v1?key=secret'), never))).toMatchObject({ kind: 'network', code: 'ECONNREFUSED', message: expect.stringContaining('127.0.0.1:1') });
  });

  it('tries all addresses of a name before it gives up', async () => {
    const origin = await serveHttp((_message, response) => void response.end('ok'));
    expect(await textOf(await open()(toGet(origin.replace('127.0.0.1', 'localhost')), never))).toBe('ok');
  });

  it('explains headers that are too long', async () => {
    const origin = await serveTcp((socket) => socket.end(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\nok`));
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'network', code: 'HPE_HEADER_OVERFLOW' });
  });

  it('explains an answer that is not HTTP, and one that is not TLS', async () => {
    const origin = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({ kind: 'network', message: expect.stringContaining('did not answer in HTTP') });
    const plain = await serveHttp((_message, response) => response.end());
    expect(await rejection(open()(toGet(plain.replace('http:', 'https:')), never))).toMatchObject({ kind: 'network', message: expect.stringContaining('TLS handshake') });
  });

  it('never shows a header that cannot be sent', async () => {
    const broken = { 'with a line break': 'Bearer sk-secret\n123', 'beyond Latin-1': 'Bearer sk-secret…123' };
    for (const value of Object.values(broken)) {
      for (const [name, kind] of [['authorization', 'auth'], ['x-api-key', 'auth'], ['x-goog-api-key', 'auth'], ['x-title', 'usage']] as const) {
        const error = await rejection(open()(toGet('http://127.0.0.1:1', { [name]: value }), never));
        expect(error).toMatchObject({ kind });
        expect(inspect(error)).not.toContain('secret');
      }
    }
    expect(await rejection(open()(toGet('http://127.0.0.1:1', { 'bad name': 'x' }), never))).toMatchObject({ kind: 'usage' });
  });

  it.each(['', 'api.example/v1', 'ftp://api.example', 'file:///etc/passwd', 'https://name:secret@api.example/v1', 'data:text/plain,secret'])(
    'refuses the base URL %j without repeating what is secret', async (url) => {
      const error = await rejection(open()(toPost(url, '{}'), never));
      expect(error).toMatchObject({ kind: 'usage' });
      expect(inspect(error)).not.toContain('secret');
    });

  it('keeps URL and key out of every error and its causes', async () => {
    const resetting = await serveTcp((socket) => socket.resetAndDestroy());
    for (const url of [resetting, 'http://127.0.0.1:1']) {
      const error = await rejection(open()({ ...toPost(`${url}/v1?key=secret-in-url`, '{}') }, never));
      expect(error).toBeInstanceOf(UadaError);
      expect(inspect(error, { depth: 8 })).not.toMatch(/secret-key|secret-in-url/);
    }
  });
});

describe.runIf(hasOpenssl)('TLS', () => {
  const serve = async (names: string): Promise<{ readonly origin: string; readonly cert: string }> => {
    const certificate = createCertificate(names);
    const server = createHttpsServer(certificate, (_message, response) => response.end('ok'));
    return { origin: `https://127.0.0.1:${await listen(server)}`, cert: certificate.cert };
  };

  it('names a self-signed certificate and how to trust it', async () => {
    const { origin } = await serve('IP:127.0.0.1');
    expect(await rejection(open()(toGet(origin), never))).toMatchObject({
      kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', isRetryable: false, message: expect.stringContaining('it is self-signed'),
    });
  });

  it('trusts the given CA besides the usual ones, and measures the handshake', async () => {
    const { origin, cert } = await serve('IP:127.0.0.1');
    const send = open({ caCertificates: cert });
    const first = await send(toGet(origin), never);
    expect(first.connectMs).toBeGreaterThan(0);
    expect(await textOf(first)).toBe('ok');
    expect((await send(toGet(origin), never)).connectMs).toBe(0);
  });

  it('refuses a certificate for another host although its CA is trusted', async () => {
    const { origin, cert } = await serve('DNS:api.example');
    expect(await rejection(open({ caCertificates: cert })(toGet(origin), never))).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n'])('refuses the CA file %j', async (caCertificates) => {
    expect(await rejection(open({ caCertificates })(toGet('https://127.0.0.1:1'), never))).toMatchObject({ kind: 'usage', hint: expect.stringContaining('--ca-cert') });
  });
});

describe('keeping the program alive', () => {
  it('is not what an idle connection does, and close ends it', async () => {
    let socketCount = 0;
    const origin = await serveHttp((message, response) => {
      socketCount += 1;
      message.socket.once('close', () => (socketCount -= 1));
      response.end('ok');
    });
    const send = open();
    await textOf(await send(toGet(origin), never));
    expect(socketCount).toBe(1);
    send.close();
    while (socketCount > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

it('lets a factory bring the agent, once for each origin', async () => {
  const { Agent } = await import('node:http');
  const origin = await serveHttp((_message, response) => void response.end('ok'));
  const asked: string[] = [];
  const send = open({
    createAgent: (url, defaults) => {
      asked.push(url.host);
      return new Agent(defaults);
    },
  });
  await textOf(await send(toGet(origin), never));
  await textOf(await send(toGet(origin), never));
  expect(asked).toEqual([new URL(origin).host]);
});

import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { createCertificate } from '../transport/certificate.js';

export type Http2Server = {
  readonly url: string;
  /** The file of the certificate to trust. */
  readonly certificate: string;
  readonly headers: readonly IncomingHttpHeaders[];
  readonly connectionCount: () => number;
};

/** A server that speaks HTTP/2 alone, over TLS. It is closed behind the tests of a file. */
export const useHttp2Server = async (onStream: (stream: ServerHttp2Stream) => void): Promise<Http2Server> => {
  const pair = createCertificate('IP:127.0.0.1');
  const certificate = join(createTemporaryDirectory(), 'certificate.pem');
  writeFileSync(certificate, pair.cert);
  const server = createSecureServer(pair);
  const headers: IncomingHttpHeaders[] = [];
  const sockets = new Set<Socket>();
  server.on('secureConnection', (socket: Socket) => sockets.add(socket));
  server.on('stream', (stream: ServerHttp2Stream, received) => {
    headers.push(received);
    stream.on('error', () => undefined);
    stream.resume().on('end', () => onStream(stream));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, certificate, headers, connectionCount: () => sockets.size };
};

import { chownSync } from 'node:fs';
import { join } from 'node:path';
import type { Owner } from './system-servers.js';
import { newDirectory, runSystem } from './system-servers.js';

/** Files in PEM: an authority, and a certificate of it for 127.0.0.1. */
export type Certificates = { readonly authority: string; readonly certificate: string; readonly key: string };

/** Makes an authority and a server's certificate, which are valid for a day. The server's key belongs to `owner`. */
export const makeCertificates = ({ uid, gid }: Owner = {}): Certificates => {
  const directory = newDirectory();
  const at = (name: string): string => join(directory, name);
  const make = (subject: string, certificate: string, key: string, ...more: readonly string[]): void => {
    runSystem('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1',
      '-subj', `/CN=${subject}`, '-keyout', at(key), '-out', at(certificate), ...more,
    ]);
  };
  make('uada-test-authority', 'ca.pem', 'ca.key', '-addext', 'basicConstraints=critical,CA:TRUE');
  make('127.0.0.1', 'server.pem', 'server.key', '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=CA:FALSE');
  if (uid !== undefined && gid !== undefined) for (const name of ['', 'server.pem', 'server.key']) chownSync(at(name), uid, gid);
  return { authority: at('ca.pem'), certificate: at('server.pem'), key: at('server.key') };
};

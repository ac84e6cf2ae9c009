import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { UadaError } from '../core/errors.js';

/** In Node since 22.15; it knows NODE_EXTRA_CA_CERTS too. */
type CertificateLister = { readonly getCACertificates?: (kind: 'default') => readonly string[] };

/** A context that trusts these PEM certificates besides the default ones. Throws a `usage` error for anything else. */
export const toSecureContext = (caCertificates: string): tls.SecureContext => {
  const defaults = (tls as CertificateLister).getCACertificates?.('default') ?? tls.rootCertificates;
  return tls.createSecureContext({ ca: [...defaults, ...toCertificates(caCertificates)] });
};

const block = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs;

/** OpenSSL passes over broken certificates without a word, and the connection would fail for no visible reason. */
const toCertificates = (pem: string): readonly string[] => {
  const certificates = pem.match(block) ?? [];
  try {
    if (certificates.length === 0) throw new Error('There is no PEM block.');
    return certificates.map((certificate) => new X509Certificate(certificate).toString());
  } catch (cause) {
    throw new UadaError('usage', 'The CA file holds no valid certificate in PEM form.', {
      hint: 'Give --ca-cert a file with -----BEGIN CERTIFICATE----- blocks.', cause,
    });
  }
};

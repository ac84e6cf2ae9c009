import * as tls from 'node:tls';
import { UadaError } from '../core/errors.js';

/** In Node since 22.15; it knows NODE_EXTRA_CA_CERTS too. */
type CertificateLister = { readonly getCACertificates?: (kind: 'default') => readonly string[] };

/** A context that trusts these PEM certificates besides the default ones. Throws a `usage` error for anything else. */
export const toSecureContext = (caCertificates: string): tls.SecureContext => {
  const defaults = (tls as CertificateLister).getCACertificates?.('default') ?? tls.rootCertificates;
  try {
    if (!caCertificates.includes('-----BEGIN ')) throw new Error('There is no PEM block.');
    return tls.createSecureContext({ ca: [...defaults, caCertificates] });
  } catch (cause) {
    throw new UadaError('usage', 'The CA file holds no certificate in PEM form.', {
      hint: 'Give --ca-cert a file with -----BEGIN CERTIFICATE----- blocks.', cause,
    });
  }
};

import { UadaError } from '../core/errors.js';

const certificateCode =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_CERT|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH)/;

const reasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'it has expired'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its CA is not known here'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'its CA is not known here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its CA is not known here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its CA is not known here'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it belongs to another host'],
]);

const checks: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', "Check this computer's clock. "],
  ['CERT_NOT_YET_VALID', "Check this computer's clock. "],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Check the host name in the base URL. '],
]);

/** The error for a refused TLS certificate; undefined when the code means something else. */
export const toCertificateError = (code: string, host: string, cause: unknown): UadaError | undefined => {
  if (!certificateCode.test(code)) return undefined;
  const reason = reasons.get(code);
  return new UadaError('network', `The TLS certificate of ${host} was refused${reason === undefined ? '' : `: ${reason}`} (${code}).`, {
    hint: `${checks.get(code) ?? ''}If you trust the CA behind it, name its file with --ca-cert FILE or NODE_EXTRA_CA_CERTS=FILE.`,
    code,
    cause,
  });
};

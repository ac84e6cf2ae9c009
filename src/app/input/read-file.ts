import { addAbortSignal } from 'node:stream';
import { errorCodeOf, unreadableFile } from '../../config/regular-file.js';
import { UadaError, withDetails } from '../../core/errors.js';
import type { Transport } from '../../core/http.js';
import { largestInputBytes, tooLarge } from './decode-input.js';
import { openFileStream } from './open-file-stream.js';

const reasons: ReadonlyMap<string, string> = new Map([['ENOENT', 'does not exist'], ['EACCES', 'may not be read by you'], ['EISDIR', 'is a directory']]);

const fileError = (path: string, flag: string, error: unknown): UadaError => {
  const [reason, hint] = [reasons.get(errorCodeOf(error)), `Check the path after ${flag}.`];
  return reason === undefined ? unreadableFile(path, error, hint) : new UadaError('usage', `The file ${path} ${reason}.`, { cause: error, hint });
};

/**
 * The bytes of the file after a flag; pipes, named or of `<(…)`, are read to their end. Throws a `usage` error that names
 * both, and the reason of the signal when it aborts first.
 */
export const readInputFile = async (path: string, flag = '--file', signal?: AbortSignal): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = openFileStream(path);
    if (signal !== undefined) addAbortSignal(signal, stream);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largestInputBytes) throw tooLarge(`The file ${path}`);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof UadaError ? error : fileError(path, flag, error);
  }
  return Buffer.concat(chunks);
};

/** True for what `--file` fetches instead of opening. */
export const isUrl = (name: string): boolean => /^https?:\/\//i.test(name);

const addressHint = 'Check the address after --file.';

/** The name of a document goes to the provider, and so must not hold a password. */
const assertNoLogin = (url: string): void => {
  const { username, password, host } = URL.canParse(url) ? new URL(url) : { username: '', password: '', host: '' };
  if (username !== '' || password !== '') throw new UadaError('usage', `The address after --file, at ${host}, holds a user name or password.`, { hint: 'Fetch it with another program, and pipe it in.' });
};

/** Transports are made for providers: what they advise of a base URL holds for the address of a file. */
const ofAddress = (error: unknown): unknown =>
  error instanceof UadaError && error.hint?.includes('base URL') === true ? withDetails(error, { hint: addressHint }) : error;

/** Bytes, and the header that says what they are. */
export type Fetched = { readonly bytes: Buffer; readonly contentType: string | undefined };

/** What is behind an address, wherever it redirects to. Throws a `usage` error for an unsuccessful status, else what the transport throws. */
export const readUrl = async (url: string, transport: Transport, signal: AbortSignal): Promise<Fetched> => {
  assertNoLogin(url);
  const headers = { accept: 'text/*, image/*, application/json;q=0.9, */*;q=0.5' };
  const response = await transport({ method: 'GET', url, headers, isPublic: true }, signal).catch((error: unknown) => {
    throw ofAddress(error);
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestInputBytes) throw tooLarge(url);
  }
  if (response.status < 200 || response.status > 299) throw new UadaError('usage', `${url} answered with status ${response.status}.`, { hint: addressHint });
  return { bytes: Buffer.concat(chunks), contentType: response.headers['content-type'] };
};

import { isSecretHeader } from '../config/provider-config.js';
import type { HttpHeaders, HttpRequest } from '../core/http.js';
import { redact } from '../core/secret.js';
import type { ClosableTransport } from '../transport/closable-transport.js';
import type { Io } from './io.js';

const headerLines = (headers: HttpHeaders, mark: string): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${mark} ${name}: ${isSecretHeader(name) ? '…' : value}`);

const requestLines = (request: HttpRequest): readonly string[] =>
  [`> ${request.method} ${request.url}`, ...headerLines(request.headers, '>'), ...(request.body === undefined ? [] : [`> ${request.body}`])];

/** A line longer than this is said in pieces. */
const longestLine = 65_536;

/** Where a piece of a line may end: behind a character that is in no credential. 0 where there is none. */
const endOfPiece = (line: string): number => Math.max(...['"', ' ', ','].map((border) => line.lastIndexOf(border))) + 1;

/** Says whole lines, or pieces that end where no credential goes on: one that comes in two pieces would be in neither of them. */
async function* sayBody(body: AsyncIterable<Uint8Array>, say: (line: string) => void): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  let open = '';
  let isWhole = false;
  const sayOpen = (end = open.length): void => {
    if (end > 0) say(`< ${JSON.stringify(redact(open.slice(0, end)))}`);
    open = open.slice(end);
  };
  try {
    for await (const chunk of body) {
      const lines = `${open}${decoder.decode(chunk, { stream: true })}`.split(/(?<=\n)/);
      open = lines.pop() ?? '';
      lines.forEach((line) => say(`< ${JSON.stringify(redact(line))}`));
      if (open.endsWith('\n')) sayOpen();
      else if (open.length > longestLine) sayOpen(endOfPiece(open) || open.length);
      yield chunk;
    }
    isWhole = true;
  } finally {
    // A reader that has enough, and a connection that breaks, may leave in the middle of one.
    sayOpen(isWhole ? open.length : endOfPiece(open));
  }
}

/** `--debug`: every request and answer on stderr as it passes, without credentials; the answer itself is never delayed. */
export const withDebug = (transport: ClosableTransport, io: Pick<Io, 'warn' | 'monotonicMs'>): ClosableTransport => {
  const say = (line: string): void => io.warn(redact(line));
  const debugged = async (request: HttpRequest, signal: AbortSignal): ReturnType<ClosableTransport> => {
    requestLines(request).forEach(say);
    const startMs = io.monotonicMs();
    const response = await transport(request, signal);
    say(`< ${response.status} after ${Math.round(io.monotonicMs() - startMs)} ms`);
    headerLines(response.headers, '<').forEach(say);
    return { ...response, body: sayBody(response.body, say) };
  };
  return Object.assign(debugged, { close: () => transport.close() });
};

import type { HttpHeaders, HttpRequest } from '../core/http.js';
import { redact } from '../core/secret.js';
import type { ClosableTransport } from '../transport/closable-transport.js';
import type { Io } from './io.js';

const secretHeader = /auth|key|token|secret|cookie/;

const headerLines = (headers: HttpHeaders, mark: string): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${mark} ${name}: ${secretHeader.test(name) ? '…' : value}`);

const requestLines = (request: HttpRequest): readonly string[] =>
  [`> ${request.method} ${request.url}`, ...headerLines(request.headers, '>'), ...(request.body === undefined ? [] : [`> ${request.body}`])];

async function* sayBody(body: AsyncIterable<Uint8Array>, say: (line: string) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    say(`< ${JSON.stringify(new TextDecoder().decode(chunk))}`);
    yield chunk;
  }
}

/** `--debug`: every request and answer on stderr as it passes, without credentials and without delay. */
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

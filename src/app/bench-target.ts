import type { BenchTarget, TimedAnswer, TransportStamps } from '../bench/target.js';
import type { HttpResponse, Transport } from '../core/http.js';
import type { ChatRequest } from '../core/request.js';
import { userMessage } from '../core/request.js';
import type { Prompts } from './bench-prompts.js';
import type { Connection } from './connect.js';

const nothing: TransportStamps = { connect: null, sentMs: null, headersMs: null, bodyBytes: 0 };

const toStamps = ({ stamps, connectMs }: HttpResponse): TransportStamps => {
  if (stamps === undefined) return nothing;
  const { dnsMs, tcpMs, tlsMs, sentMs, headersMs, bodyBytes } = stamps;
  return {
    connect: connectMs === undefined ? null : { isReused: connectMs === 0, dnsMs, tcpMs, tlsMs, totalMs: connectMs },
    sentMs, headersMs, bodyBytes,
  };
};

/** A model behind a connection with stamps, as the load generator asks it. */
export const createBenchTarget = (name: string, connection: Connection, request: ChatRequest, prompts: Prompts): BenchTarget => ({
  name,
  ask: (index, signal): TimedAnswer => {
    let response: HttpResponse | undefined;
    const transport: Transport = async (asked, aborted) => (response = await connection.parts.transport(asked, aborted));
    return {
      events: connection.provide(transport).stream({ ...request, messages: [userMessage(prompts(index))] }, signal),
      stamps: () => (response === undefined ? nothing : toStamps(response)),
      get lastReadMs() {
        return response?.stamps?.lastReadMs ?? null;
      },
    };
  },
});

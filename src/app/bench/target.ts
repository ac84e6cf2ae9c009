import type { BenchTarget, TakeEvent, TimedAnswer, TransportStamps } from '../../bench/target.js';
import { UadaError, withDetails } from '../../core/errors.js';
import type { HttpResponse, Transport } from '../../core/http.js';
import type { ChatRequest } from '../../core/request.js';
import { userMessage } from '../../core/request.js';
import type { ProviderParts } from '../../providers/create-provider.js';
import { pushEvents } from '../../providers/create-provider.js';
import type { Prompts } from './prompts.js';
import { safeError } from '../with-redaction.js';

const nothing: TransportStamps = { connect: null, sentMs: null, headersMs: null, bodyBytes: 0, status: null, staleCount: 0 };

const toStamps = ({ stamps, connectMs, status }: HttpResponse): TransportStamps => {
  if (stamps === undefined) return { ...nothing, status };
  const { dnsMs, tcpMs, tlsMs, sentMs, headersMs, bodyBytes, staleCount } = stamps;
  return {
    connect: connectMs === undefined ? null : { isReused: connectMs === 0, dnsMs, tcpMs, tlsMs, totalMs: connectMs },
    sentMs, headersMs, bodyBytes, status, staleCount,
  };
};

/** How a model is reached, and what to tell a person whose key is refused there. */
export type BenchReach = { readonly parts: ProviderParts; readonly keyHint: string | undefined };

const reword = (error: unknown, keyHint: string | undefined): unknown => {
  if (!(error instanceof UadaError)) return error;
  const safe = safeError(error);
  return keyHint !== undefined && safe.kind === 'auth' ? withDetails(safe, { hint: keyHint }) : safe;
};

/** A model behind a transport with stamps, as the load generator asks it. */
export const createBenchTarget = (name: string, { parts, keyHint }: BenchReach, request: ChatRequest, prompts: Prompts): BenchTarget => ({
  name,
  ask: (index, signal, take: TakeEvent): TimedAnswer => {
    let response: HttpResponse | undefined;
    const transport: Transport = async (asked, aborted) => (response = await parts.transport(asked, aborted));
    const { text, maxTokens } = prompts(index);
    const ended = pushEvents(
      { ...parts, transport }, { ...request, messages: [userMessage(text)], maxTokens }, signal,
      (event) => take(event, response?.stamps?.lastReadMs ?? Number.NaN),
    );
    return {
      ended: ended.catch((error: unknown) => {
        throw reword(error, keyHint);
      }),
      stamps: () => (response === undefined ? nothing : toStamps(response)),
    };
  },
});

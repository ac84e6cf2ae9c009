import { userMessage } from '../../core/request.js';
import type { HttpResponse, Transport } from '../../core/http.js';
import type { ProviderRow } from '../../providers/registry.js';
import { connect } from '../connect.js';
import { findKey } from '../find-key.js';
import { isListening } from '../find-ollama.js';
import type { PlanInput } from '../plan-complete.js';
import { planComplete, targetOf } from '../plan-complete.js';
import type { Check, Finding } from './check.js';
import { toFinding } from './check.js';

const ms = (value: number | null | undefined): string => (value === null || value === undefined ? '?' : `${Math.round(value)} ms`);

const connectionText = ({ stamps, connectMs }: HttpResponse): string => {
  const phases = [['DNS', stamps?.dnsMs], ['TCP', stamps?.tcpMs], ['TLS', stamps?.tlsMs]] as const;
  const known = phases.flatMap(([name, value]) => (typeof value === 'number' ? [`${name} ${ms(value)}`] : []));
  return known.length === 0 ? `connected in ${ms(connectMs)}` : known.join(', ');
};

const largestSkewMs = 60_000;

/** How far the clock of this machine is ahead of the server's, which tells whole seconds; undefined where it tells none. */
const skewOf = (response: HttpResponse, nowMs: number): number | undefined => {
  const date = Date.parse(response.headers['date'] ?? '');
  return Number.isNaN(date) ? undefined : nowMs - date;
};

const clockText = (skewMs: number | undefined): string =>
  (skewMs === undefined || Math.abs(skewMs) >= largestSkewMs ? '' : `; clock right to ${Math.max(1, Math.ceil(Math.abs(skewMs) / 1000))} s`);

/** Servers refuse tokens and certificates by the clock; a minute is more than any of them forgives. */
const clockFindings = (skewMs: number | undefined): readonly Finding[] => {
  if (skewMs === undefined || Math.abs(skewMs) < largestSkewMs) return [];
  return [{ status: 'warn', detail: `The clock of this machine is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'ahead of' : 'behind'} the server's.`, fix: 'Set it by NTP.' }];
};

const ask = async (row: ProviderRow, input: PlanInput, signal: AbortSignal): Promise<readonly Finding[]> => {
  const settings = { ...input.settings, provider: row.id, model: undefined, baseUrl: undefined, maxTokens: 16, fallback: undefined, race: undefined, schema: undefined };
  const io = Object.assign(Object.create(input.io) as PlanInput['io'], { signal });
  const { target, request } = await planComplete({ ...input, settings, io }, userMessage('Say OK.'));
  const connection = await connect({ target, settings, places: input.places, io, isTimed: true });
  let response: HttpResponse | undefined;
  const watching: Transport = async (asked, aborted) => (response = await connection.parts.transport(asked, aborted));
  try {
    const beganMs = io.monotonicMs();
    for await (const event of connection.provide(watching).stream(request, signal)) {
      if (event.type === 'start' || response === undefined) continue;
      const detail = `first token after ${ms(io.monotonicMs() - beganMs)} from ${row.id}/${request.model}; ${connectionText(response)}`;
      const skewMs = skewOf(response, io.now());
      return [{ status: 'ok', detail: `${detail}${clockText(skewMs)}` }, ...clockFindings(skewMs)];
    }
    return [{ status: 'fail', detail: `${row.id} gave no answer.`, kind: 'provider' }];
  } finally {
    await connection.close();
  }
};

const keyFinding = async (row: ProviderRow, input: PlanInput, signal: AbortSignal): Promise<Finding> => {
  if (input.mock !== undefined) return { status: 'ok', detail: 'simulated: no key is needed' };
  const key = await findKey(row, input.places, signal);
  const [warning] = key?.warnings ?? [];
  if (warning !== undefined) return { status: 'warn', detail: warning };
  return { status: 'ok', detail: key === undefined ? 'no key is needed' : `key from ${key.source}` };
};

const isAbsent = async (row: ProviderRow, input: PlanInput): Promise<boolean> =>
  row.needsKey === false && input.mock === undefined && !(await isListening(targetOf(row, '', input).baseUrl));

/** The key of a provider and, unless offline, one short live answer: it meets DNS, TCP, TLS, proxy, auth and clock. */
export const providerCheck = (row: ProviderRow, input: PlanInput, isOffline: boolean): Check => ({
  name: row.id,
  run: async (signal) => {
    if (!isOffline && await isAbsent(row, input)) {
      const isBuiltIn = row.id === 'ollama';
      return { status: isBuiltIn ? 'skip' : 'fail', detail: `nothing listens at ${targetOf(row, '', input).baseUrl}`, kind: 'network', fix: isBuiltIn ? 'Start it with ollama serve to use it.' : 'Start the server.' };
    }
    const key = await keyFinding(row, input, signal).catch(toFinding);
    if (isOffline || key.status === 'fail') return key;
    const [answer, ...more] = await ask(row, input, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return [toFinding(error)];
    });
    return answer === undefined ? key : [{ ...answer, detail: `${key.detail}; ${answer.detail}` }, ...more];
  },
});

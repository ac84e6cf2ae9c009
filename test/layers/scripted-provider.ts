import { CancelledError, UadaError } from '../../src/core/errors.js';
import type { ErrorDetails } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { Provider } from '../../src/core/provider.js';
import type { ChatRequest } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';

/** What happens next: an event, an error, or a wait that only an abort ends. */
export type Step = StreamEvent | Error | 'hang' | Promise<unknown>;

export type ScriptedProvider = Provider & {
  readonly requests: readonly ChatRequest[];
  /** Streams that have begun and are not closed yet. */
  readonly openCount: () => number;
  readonly abortReasons: readonly unknown[];
};

export const request: ChatRequest = { model: 'asked-model', messages: [userMessage('hi')], stream: true };
export const start: StreamEvent = { type: 'start', model: 'answering-model' };
export const text = (words: string): StreamEvent => ({ type: 'text', text: words });
export const reasoning = (words: string): StreamEvent => ({ type: 'reasoning', text: words });
export const end: StreamEvent = { type: 'end', finishReason: 'stop' };
export const answer = (words: string): readonly Step[] => [start, text(words), end];

const errorOf = (kind: UadaError['kind']) => (details: ErrorDetails = {}, message = `This is a ${kind} error.`): UadaError => new UadaError(kind, message, details);
export const overloaded = (details: ErrorDetails = {}): UadaError => errorOf('provider')({ status: 503, isRetryable: true, ...details }, 'Overloaded.');
export const limited = (details: ErrorDetails = {}): UadaError => errorOf('rate_limit')({ status: 429, isRetryable: true, ...details }, 'Too many requests.');
export const networkError = errorOf('network');
export const timeoutError = errorOf('timeout');
export const authError = errorOf('auth');
export const providerError = errorOf('provider');
export const usageError = errorOf('usage');

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new CancelledError());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/** A provider that plays one script a request, the last one again and again. */
export const scripted = (id: string, ...scripts: readonly (readonly Step[])[]): ScriptedProvider => {
  const requests: ChatRequest[] = [];
  const abortReasons: unknown[] = [];
  let openCount = 0;
  async function* play(steps: readonly Step[], signal: AbortSignal): AsyncGenerator<StreamEvent> {
    openCount += 1;
    try {
      for (const step of steps) {
        if (signal.aborted || step === 'hang') await untilAborted(signal);
        else if (step instanceof Promise) await Promise.race([step, untilAborted(signal)]);
        else if (step instanceof Error) throw step;
        else if (typeof step === 'object') yield step;
      }
    } finally {
      openCount -= 1;
      if (signal.aborted) abortReasons.push(signal.reason);
    }
  }
  return {
    id, requests, abortReasons, openCount: () => openCount,
    stream: (asked, signal) => {
      const steps = scripts[Math.min(requests.length, scripts.length - 1)] ?? [];
      requests.push(asked);
      return play(steps, signal);
    },
  };
};

export type Outcome = { readonly events: readonly StreamEvent[]; readonly text: string; readonly error: unknown };

/** Asks a provider and takes everything in, errors too. */
export const ask = async (provider: Provider, signal: AbortSignal = new AbortController().signal, asked: ChatRequest = request): Promise<Outcome> => {
  const events: StreamEvent[] = [];
  let error: unknown;
  try {
    for await (const event of provider.stream(asked, signal)) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return { events, error, text: events.map((event) => (event.type === 'text' ? event.text : '')).join('') };
};

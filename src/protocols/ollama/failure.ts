import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { FailureRule, VendorFailure } from '../failure.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { isObject, parseJson, toObject, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';

const paid = 'Your plan at ollama.com does not cover this: see https://ollama.com/upgrade, or choose another model.';

const rules: readonly FailureRule[] = [
  { says: /usage limit/i, kind: 'rate_limit', isRetryable: false, hint: 'Waiting a moment does not help: see https://ollama.com/settings, or use a local model.' },
  { says: /requires a subscription/i, kind: 'rate_limit', isRetryable: false, hint: paid },
  { statuses: [403], says: /^the reply was empty$/, kind: 'provider', isRetryable: false, hint: 'Ollama refuses foreign host names: use 127.0.0.1 or an IP address in OLLAMA_HOST, or start the server with OLLAMA_HOST=0.0.0.0.' },
  { statuses: [403], says: /disabled/i, kind: 'provider', isRetryable: false, hint: 'Cloud models are switched off in this Ollama: choose a local model.' },
  { says: /does not support chat\b/i, kind: 'provider', isRetryable: false, hint: 'Choose a chat model: `uada models -p ollama` lists them.' },
  { says: /does not support .*(vision|image)|image input/i, kind: 'provider', isRetryable: false, hint: 'Leave the images out, or choose a model that can see.' },
  { says: /exceed\w* .*context length/i, kind: 'provider', isRetryable: false, hint: 'The prompt is longer than the model can read: shorten it or choose a model with a larger context.' },
  { says: /more system memory|out of memory/i, kind: 'provider', isRetryable: false, hint: 'The model does not fit into this machine: choose a smaller one.' },
  { statuses: [499], kind: 'provider', isRetryable: true, hint: 'Try again.' },
  { statuses: [502], kind: 'provider', isRetryable: true, hint: 'Ollama could not reach ollama.com: try again in a moment, or choose a local model.' },
  { statuses: [503], kind: 'provider', isRetryable: true, hint: 'Ollama\'s queue is full: send fewer requests at once, or raise OLLAMA_NUM_PARALLEL or OLLAMA_MAX_QUEUE of the server.' },
  { says: /^option "num_predict"/, kind: 'provider', isRetryable: false, hint: 'Leave out --max-tokens, or choose another model.' },
  { says: /invalid format/i, kind: 'provider', isRetryable: false, hint: 'Leave out --schema, or simplify it.' },
];

/** Rules whose hint needs a word of the reply. */
const rulesFor = (body: JsonObject, model: string | undefined): readonly FailureRule[] => {
  const signIn = toText(body['signin_url']);
  const pull = model === undefined ? 'Pull the model first' : `Pull the model first: \`ollama pull ${model}\``;
  return [
    { statuses: [404], says: /model\b.*\bnot found/is, kind: 'provider', isRetryable: false, hint: `${pull}; \`uada models -p ollama\` lists what is there.` },
    { statuses: [401], kind: 'auth', isRetryable: false, hint: signIn.startsWith('https://') ? `Run \`ollama signin\`, or open ${signIn}` : 'Run `ollama signin` for a local server; for https://ollama.com set OLLAMA_API_KEY.' },
    ...rules,
  ];
};

const parameterIn = (message: string): string | undefined => {
  if (/does not support thinking|think value/i.test(message)) return 'think';
  if (/invalid format/i.test(message)) return 'format';
  return /^option "(\w+)" must be/.exec(message)?.[1];
};

const messageIn = (body: JsonObject): string => toText(body['error']) || toText(toObject(body['error'])['message']);

/** The error for Ollama's `{"error": "…"}`, in a reply or in a line of a running answer. */
export const failureOf = (body: JsonObject, facts: Partial<VendorFailure>): UadaError => {
  const message = facts.message ?? messageIn(body);
  return toUadaError({
    ...facts, provider: 'ollama', codes: [], message, parameter: parameterIn(message), rules: rulesFor(body, facts.model),
  });
};

/** The error for an unsuccessful reply (Ollama API, "Errors"). */
export const parseFailedReply = (reply: FailedReply): UadaError => {
  const parsed = parseJson(reply.body);
  const body = isObject(parsed) ? parsed : {};
  return failureOf(body, { ...replyFacts(reply), message: messageIn(body) || messageOfBody(reply.body) });
};

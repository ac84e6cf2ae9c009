import type { FinishReason } from '../../core/events.js';
import type { JsonObject } from '../../core/request.js';
import { isSet, parseJson, toObject, toText } from '../json.js';
import type { AnswerEnd, AnswerHead } from '../protocol.js';
import { writeUsage } from './usage.js';

/** The request body as far as the response repeats it. */
export type Echo = { readonly fields: JsonObject; readonly showsReasoning: boolean };

const textOf = (body: JsonObject): JsonObject => ({ format: { type: 'text' }, verbosity: 'medium', ...toObject(body['text']) });

/** What a response repeats of its request, with OpenAI's defaults for what was not said. */
export const echoOf = (requestBody: string): Echo => {
  const body = toObject(parseJson(requestBody));
  const reasoning = toObject(body['reasoning']);
  const summary = toText(reasoning['summary']);
  return {
    fields: {
      instructions: body['instructions'] ?? null,
      max_output_tokens: body['max_output_tokens'] ?? null,
      metadata: body['metadata'] ?? {},
      parallel_tool_calls: true,
      previous_response_id: null,
      reasoning: { effort: reasoning['effort'] ?? null, summary: summary === '' ? null : summary },
      store: body['store'] ?? true,
      temperature: body['temperature'] ?? 1,
      text: textOf(body),
      tool_choice: 'auto',
      tools: [],
      top_logprobs: 0,
      top_p: body['top_p'] ?? 1,
      truncation: 'disabled',
      user: null,
    },
    // Summaries come only when they are asked for.
    showsReasoning: isSet(reasoning['summary']),
  };
};

/** The response object with the fields that change while it is made. */
export const responseObject = (head: AnswerHead, echo: Echo, changing: JsonObject): JsonObject => ({
  id: `resp_${head.id}`,
  object: 'response',
  created_at: Math.floor(head.createdMs / 1000),
  status: 'in_progress',
  background: false,
  error: null,
  incomplete_details: null,
  model: head.model,
  output: [],
  service_tier: 'default',
  ...echo.fields,
  usage: null,
  ...changing,
});

const incompleteReasons: Readonly<Partial<Record<FinishReason, string>>> = { length: 'max_output_tokens', content_filter: 'content_filter' };

/** The fields of a response that came to its end. */
export const endFields = (end: AnswerEnd, output: readonly JsonObject[]): JsonObject => {
  const reason = incompleteReasons[end.finishReason];
  return {
    status: reason === undefined ? 'completed' : 'incomplete',
    incomplete_details: reason === undefined ? null : { reason },
    output,
    usage: writeUsage(end.usage),
  };
};

/** Whether the last item of an answer is complete, or cut off as its response is. */
export const itemStatus = (finishReason: FinishReason): string => (incompleteReasons[finishReason] === undefined ? 'completed' : 'incomplete');

/** A reasoning item of the output. */
export const reasoningItem = (head: AnswerHead, summary: readonly JsonObject[]): JsonObject => ({ id: `rs_${head.id}`, type: 'reasoning', summary });

/** A message of the output. */
export const messageItem = (head: AnswerHead, status: string, content: readonly JsonObject[]): JsonObject => ({
  id: `msg_${head.id}`, type: 'message', status, role: 'assistant', content,
});

/** The text of a message, complete or as it begins. */
export const textPart = (text: string): JsonObject => ({ type: 'output_text', text, annotations: [], logprobs: [] });

/** One summary of a reasoning item. */
export const summaryPart = (text: string): JsonObject => ({ type: 'summary_text', text });

/** A call that an answer with the finish reason `tool_calls` ends in. */
export const callItem = (head: AnswerHead): JsonObject => ({
  id: `fc_${head.id}`, type: 'function_call', status: 'completed', call_id: `call_${head.id}`, name: 'simulated', arguments: '{}',
});

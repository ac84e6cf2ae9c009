import type { JsonObject } from '../../core/request.js';
import { toObject } from '../json.js';
import { writeOpenAiFailure } from '../openai-chat/server-failure.js';
import type { AnswerEnd, AnswerHead, Encoder, ServerFailure, ServerRequest } from '../protocol.js';
import {
  callItem, echoOf, endFields, itemStatus, messageItem, reasoningItem, responseObject, summaryPart, textPart, type Echo,
} from './response-object.js';

type Send = (type: string, fields: JsonObject) => string;

/** One item of the output while it is written. */
type OpenItem = {
  readonly kind: 'reasoning' | 'message';
  readonly index: number;
  readonly id: string;
  text: string;
};

type Writing = {
  readonly head: AnswerHead;
  readonly echo: Echo;
  readonly send: Send;
  readonly output: JsonObject[];
  item: OpenItem | undefined;
};

const createSend = (): Send => {
  let sequenceNumber = 0;
  return (type, fields) => {
    const event = { type, ...fields, sequence_number: sequenceNumber };
    sequenceNumber += 1;
    return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  };
};

const openReasoning = ({ head, echo, send }: Writing, item: OpenItem): string => {
  const place = { item_id: item.id, output_index: item.index, summary_index: 0 };
  return send('response.output_item.added', { output_index: item.index, item: reasoningItem(head, []) }) +
    (echo.showsReasoning ? send('response.reasoning_summary_part.added', { ...place, part: summaryPart('') }) : '');
};

const openMessage = ({ head, send }: Writing, item: OpenItem): string => {
  const place = { item_id: item.id, output_index: item.index, content_index: 0 };
  return send('response.output_item.added', { output_index: item.index, item: messageItem(head, 'in_progress', []) }) +
    send('response.content_part.added', { ...place, part: textPart('') });
};

const closeReasoning = ({ head, echo, send, output }: Writing, { id, index, text }: OpenItem): string => {
  const place = { item_id: id, output_index: index, summary_index: 0 };
  const done = reasoningItem(head, echo.showsReasoning ? [summaryPart(text)] : []);
  output.push(done);
  const parts = echo.showsReasoning
    ? send('response.reasoning_summary_text.done', { ...place, text }) + send('response.reasoning_summary_part.done', { ...place, part: summaryPart(text) })
    : '';
  return parts + send('response.output_item.done', { output_index: index, item: done });
};

const closeMessage = ({ head, send, output }: Writing, { id, index, text }: OpenItem, status: string): string => {
  const place = { item_id: id, output_index: index, content_index: 0 };
  const done = messageItem(head, status, [textPart(text)]);
  output.push(done);
  return send('response.output_text.done', { ...place, text, logprobs: [] }) +
    send('response.content_part.done', { ...place, part: textPart(text) }) +
    send('response.output_item.done', { output_index: index, item: done });
};

const closeItem = (writing: Writing, status = 'completed'): string => {
  const { item } = writing;
  writing.item = undefined;
  if (item === undefined) return '';
  return item.kind === 'reasoning' ? closeReasoning(writing, item) : closeMessage(writing, item, status);
};

/** Makes an item of the kind the open one, closing another. */
const openItem = (writing: Writing, kind: OpenItem['kind']): string => {
  if (writing.item?.kind === kind) return '';
  const closing = closeItem(writing);
  const item: OpenItem = { kind, index: writing.output.length, id: `${kind === 'reasoning' ? 'rs' : 'msg'}_${writing.head.id}`, text: '' };
  writing.item = item;
  return closing + (kind === 'reasoning' ? openReasoning(writing, item) : openMessage(writing, item));
};

const writeReasoning = (writing: Writing, text: string): string => {
  const opening = openItem(writing, 'reasoning');
  if (writing.item === undefined || !writing.echo.showsReasoning) return opening;
  writing.item.text += text;
  const { id, index } = writing.item;
  return opening + writing.send('response.reasoning_summary_text.delta', { item_id: id, output_index: index, summary_index: 0, delta: text });
};

const writeText = (writing: Writing, text: string): string => {
  const opening = openItem(writing, 'message');
  if (writing.item === undefined) return opening;
  writing.item.text += text;
  const { id, index } = writing.item;
  return opening + writing.send('response.output_text.delta', { item_id: id, output_index: index, content_index: 0, delta: text, logprobs: [] });
};

const writeCall = ({ head, send, output }: Writing): string => {
  const item = callItem(head);
  const place = { output_index: output.length };
  output.push(item);
  return send('response.output_item.added', { ...place, item: { ...item, status: 'in_progress', arguments: '' } }) +
    send('response.function_call_arguments.done', { ...place, item_id: item['id'], name: item['name'], arguments: item['arguments'] }) +
    send('response.output_item.done', { ...place, item });
};

const writeEnd = (writing: Writing, end: AnswerEnd): readonly string[] => {
  // An answer without a word still has its message.
  const hasMessage = writing.item?.kind === 'message' || writing.output.some((item) => item['type'] === 'message');
  const opening = hasMessage || end.finishReason !== 'stop' ? '' : openItem(writing, 'message');
  const closing = opening + closeItem(writing, itemStatus(end.finishReason)) + (end.finishReason === 'tool_calls' ? writeCall(writing) : '');
  const fields = endFields(end, writing.output);
  const terminal = writing.send(`response.${String(fields['status'])}`, { response: responseObject(writing.head, writing.echo, fields) });
  return [closing, terminal];
};

/** OpenAI sends the failure twice: as an `error` event and in the response that failed. */
const writeFailure = ({ head, echo, send, output }: Writing, failure: ServerFailure): string => {
  const error = toObject(writeOpenAiFailure(failure).body['error']);
  const code = error['code'] ?? error['type'];
  return send('error', { error: { ...error, code } }) +
    send('response.failed', { response: responseObject(head, echo, { status: 'failed', error: { code, message: failure.message }, output }) });
};

/** Writes a stream of the Responses API in OpenAI's order, every item complete in itself and in the last event. */
export const createResponseEncoder = (head: AnswerHead, request: ServerRequest): Encoder => {
  const writing: Writing = { head, echo: echoOf(request.body), send: createSend(), output: [], item: undefined };
  const taken = responseObject(head, writing.echo, {});
  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () => writing.send('response.created', { response: taken }) + writing.send('response.in_progress', { response: taken }),
    // What comes before the first token says already that the request was taken.
    empty: () => '',
    reasoning: (text) => writeReasoning(writing, text),
    text: (text) => writeText(writing, text),
    close: (end) => writeEnd(writing, end),
    error: (failure) => writeFailure(writing, failure),
  };
};

import type { Payload } from '../../../src/transport/framing/framer.js';

export type FramingFixture = { readonly name: string; readonly text: string; readonly payloads: readonly Payload[] };

const data = (...texts: readonly string[]): readonly Payload[] => texts.map((text) => ({ data: text }));
const prettyError = '{\n  "error": {\n    "code": 503,\n    "message": "Überlastet 🥵",\n    "status": "UNAVAILABLE"\n  }\n}';

/** Streams as the vendors send them, with LF line ends, and what they mean. */
export const sseFixtures: readonly FramingFixture[] = [
  {
    name: 'chat completions with comments and [DONE]',
    text: ': OPENROUTER PROCESSING\n\ndata: {"choices":[{"delta":{"content":"Grüße, 世界 🌍"}}]}\n\n'
      + ': keep-alive\ndata: {"choices":[]}\n: glued\n\ndata: [DONE]\n\n',
    payloads: data('{"choices":[{"delta":{"content":"Grüße, 世界 🌍"}}]}', '{"choices":[]}', '[DONE]'),
  },
  {
    name: 'named events',
    text: 'event: message_start\ndata: {"type":"message_start"}\n\nevent: ping\ndata: {"type": "ping"}\n\n'
      + 'event: error\nid: 7\nretry: 10\ndata: {"type":"error"}\n\ndata: {}\n\n',
    payloads: [
      { event: 'message_start', data: '{"type":"message_start"}' },
      { event: 'ping', data: '{"type": "ping"}' },
      { event: 'error', data: '{"type":"error"}' },
      { data: '{}' },
    ],
  },
  {
    name: 'no space, two spaces, several lines, empty lines of data, a field without a colon',
    text: 'data:{"a":1}\n\ndata:  two\n\ndata: {\ndata:  "b": 2\ndata:\ndata: }\n\nevent:named\ndata\ndata:x\n\n',
    payloads: [...data('{"a":1}', ' two', '{\n "b": 2\n\n}'), { event: 'named', data: '\nx' }],
  },
  {
    name: 'events without data and unknown fields',
    text: 'event: nothing\n\ndata:\n\ndata\n\nid: 1\n\nfoo: bar\n\n\n\nDATA: loud\n\ndata : spaced\n\ndata: real\nfoo\n\n',
    payloads: data('real'),
  },
  {
    name: 'line separators that are no line ends and a BOM in the middle',
    text: 'data: a\u2028b\u2029c\u0085d\u000be\n\n\uFEFFdata: lost\n\ndata: \uFEFFkept\n\n',
    payloads: data('a\u2028b\u2029c\u0085d\u000be', '\uFEFFkept'),
  },
  {
    name: 'a bare JSON line between events',
    text: 'data: {"a":1}\n\n{"error":{"code":503}}\n\ndata: {"b":2}\n\n',
    payloads: data('{"a":1}', '{"error":{"code":503}}', '{"b":2}'),
  },
  {
    name: 'a bare pretty JSON block at the end',
    text: `data: {"a":1}\n\n${prettyError}\n`,
    payloads: data('{"a":1}', prettyError),
  },
  {
    name: 'a bare JSON array that a field line ends',
    text: `: first\n[${prettyError}\n]\nevent: x\ndata: {"b":2}\n\n`,
    payloads: [...data(`[${prettyError}\n]`), { event: 'x', data: '{"b":2}' }],
  },
  {
    name: 'a brace line inside an event is an unknown field',
    text: 'data: one\n{"not":"an event"}\n\nevent: named\n{"neither":1}\ndata: two\n\n',
    payloads: [...data('one'), { event: 'named', data: 'two' }],
  },
];

export const ndjsonFixtures: readonly FramingFixture[] = [
  {
    name: 'lines of a local model',
    text: '{"message":{"content":"Grüße 🌍"},"done":false}\n{"message":{"content":"\\n"},"done":false}\n{"done":true}\n',
    payloads: data('{"message":{"content":"Grüße 🌍"},"done":false}', '{"message":{"content":"\\n"},"done":false}', '{"done":true}'),
  },
  { name: 'blank lines', text: '\n \n{"a":1}\n\n\t\n{"b":"\u2028"}\n', payloads: data('{"a":1}', '{"b":"\u2028"}') },
];

export const jsonArrayFixtures: readonly FramingFixture[] = [
  {
    name: 'answers in pretty print',
    text: `[{\n  "candidates": [{"content": {"parts": [{"text": "Grüße 🌍"}]}}]\n}\n,\n${prettyError}\n]\n`,
    payloads: data('{\n  "candidates": [{"content": {"parts": [{"text": "Grüße 🌍"}]}}]\n}', prettyError),
  },
  {
    name: 'brackets, quotes and backslashes in strings',
    text: ' [ {"a":"]}\\"}[{\\\\"},{"b":"\\\\\\"]"} , {"\\u007d}":[[{}],"{"]} ] trailing {"c":1}',
    payloads: data('{"a":"]}\\"}[{\\\\"}', '{"b":"\\\\\\"]"}', '{"\\u007d}":[[{}],"{"]}'),
  },
  { name: 'an empty array', text: '[ ]', payloads: [] },
];

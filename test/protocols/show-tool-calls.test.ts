import { describe, expect, it } from 'vitest';
import { showToolCalls, showToolCallsOf, type WireEvent } from '../../src/protocols/show-tool-calls.js';

const textOf = (...events: readonly WireEvent[]): string =>
  showToolCallsOf([...events, { type: 'end', finishReason: 'tool_calls' }]).map((event) => (event.type === 'text' ? event.text : '')).join('');

const lines = (...events: readonly WireEvent[]): readonly unknown[] =>
  textOf(...events).trimEnd().split('\n').map((line) => (JSON.parse(line) as { readonly tool_call: unknown }).tool_call);

describe('calls that nobody asked for', () => {
  it('are put together by their key, whatever comes between', () => {
    expect(lines(
      { type: 'tool_call', key: 1, id: 'b', name: 'g' }, { type: 'tool_call', key: 0, id: 'a', name: 'f', arguments: '{"x":' },
      { type: 'tool_call', key: 1, arguments: '[]' }, { type: 'tool_call', key: 0, arguments: '1}' },
    )).toEqual([{ id: 'b', name: 'g', arguments: [] }, { id: 'a', name: 'f', arguments: { x: 1 } }]);
  });

  it('are put together by their id, or as the last one, where there is no key', () => {
    expect(lines(
      { type: 'tool_call', id: 'a', name: 'f', arguments: '1' }, { type: 'tool_call', id: 'b', name: 'g' },
      { type: 'tool_call', arguments: '7' }, { type: 'tool_call', id: 'a', arguments: '2' },
    )).toEqual([{ id: 'a', name: 'f', arguments: 12 }, { id: 'b', name: 'g', arguments: 7 }]);
  });

  it('are two where a gateway gives both the same key', () => {
    expect(lines({ type: 'tool_call', key: 0, id: 'a', name: 'f', arguments: '{}' }, { type: 'tool_call', key: 0, id: 'b', name: 'f', arguments: '{}' }))
      .toHaveLength(2);
  });

  it.each([['a broken text', '{"x":'], ['line breaks', '{"x":\n'], ['nothing', ''], ['a nesting too deep to write', '['.repeat(200_000) + ']'.repeat(200_000)]])(
    'keep arguments that are %s as they came or as the JSON they are', (_, words) => {
      const [line] = textOf({ type: 'tool_call', name: 'f', arguments: words }).split('\n');
      expect([`{"tool_call":{"name":"f","arguments":${JSON.stringify(words)}}}`, `{"tool_call":{"name":"f","arguments":${words}}}`]).toContain(line);
    },
  );

  it('stand on lines of their own between the text before and behind', () => {
    const call = { type: 'tool_call', name: 'f', arguments: {}, isEnd: true } as const;
    const shown = '{"tool_call":{"name":"f","arguments":{}}}\n';
    expect(textOf({ type: 'text', text: 'Hm' }, call, call, { type: 'text', text: 'So\n' }, call)).toBe(`Hm\n${shown}${shown}So\n${shown}`);
  });

  it('are not begun by a piece that has neither id nor name', () => {
    expect(textOf({ type: 'tool_call', key: 3, arguments: '{"query":' }, { type: 'tool_call', key: 3, isEnd: true })).toBe('');
  });

  it('are the rest of an answer that breaks off, once', () => {
    const events: readonly WireEvent[] = [{ type: 'tool_call', key: 0, name: 'f', arguments: '{"x' }];
    const decoder = showToolCalls({ push: () => events, finish: () => [], isEnded: () => false });
    expect(decoder.push({ data: '' })).toEqual([]);
    expect(decoder.rest()).toEqual([{ type: 'text', text: '{"tool_call":{"name":"f","arguments":"{\\"x"}}\n' }]);
    expect(decoder.rest()).toEqual([]);
  });
});

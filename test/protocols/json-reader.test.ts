import { describe, expect, it } from 'vitest';
import { createJsonReader } from '../../src/protocols/json-reader.js';

describe('the reader of JSON payloads', () => {
  it('reads objects one after the other', () => {
    const read = createJsonReader('ollama');
    expect([read('{"a":1}'), read(' {"b":2}\n')]).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it.each(['', 'upstream timed out', '[1]', '"text"', 'null', '7'])('refuses %j at once', (data) => {
    expect(() => createJsonReader('ollama')(data)).toThrow('ollama sent');
  });

  it('takes an object that breaks off for the end of the connection', () => {
    expect(createJsonReader('ollama')('{"a":')).toBeUndefined();
  });

  it('refuses an object that breaks off when something follows', () => {
    const read = createJsonReader('ollama');
    read('{"a":');
    expect(() => read('{"b":2}')).toThrow('ollama sent');
  });
});

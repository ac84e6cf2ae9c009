import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Framer } from '../../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../../src/transport/framing/json-array-framer.js';
import { createNdjsonFramer } from '../../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';
import { createRandom, cutAt, feed, randomCuts, toBytes } from './chunked.js';
import { jsonArrayFixtures, ndjsonFixtures, sseFixtures, type FramingFixture } from './framing-fixtures.js';

const withBom = (text: string): string => `\uFEFF${text}`;
const withCrlf = (text: string): string => text.replaceAll('\n', '\r\n');
const withCr = (text: string): string => text.replaceAll('\n', '\r');
const withMixedEnds = (text: string): string => {
  // In this order no CR stands before a lone LF, which would be one line end.
  const ends = ['\n', '\r', '\r\n'];
  let index = 0;
  return text.replaceAll('\n', () => ends[(index += 1) % 3] ?? '');
};
const withoutLastEnds = (text: string): string => text.replace(/\n+$/, '');

type Variant = readonly [name: string, change: (text: string) => string];
const common: readonly Variant[] = [['as it is', (text) => text], ['after a BOM', withBom], ['without its last line end', withoutLastEnds]];
const lineEnds: readonly Variant[] = [['with CRLF', withCrlf], ['with CRLF after a BOM', (text) => withBom(withCrlf(text))]];
const anyEnds: readonly Variant[] = [['with CR', withCr], ['with mixed line ends', withMixedEnds], ['with a last CR only', (text) => `${withoutLastEnds(text)}\r`]];

const suites: readonly (readonly [string, () => Framer, readonly FramingFixture[], readonly Variant[]])[] = [
  ['SSE', () => createSseFramer(), sseFixtures, [...common, ...lineEnds, ...anyEnds]],
  ['NDJSON', () => createNdjsonFramer(), ndjsonFixtures, [...common, ...lineEnds]],
  ['JSON array', () => createJsonArrayFramer(), jsonArrayFixtures, common],
];

describe.each(suites)('%s fixtures', (_format, create, fixtures, variants) => {
  const cases = fixtures.flatMap((fixture) => variants.map(([variant, change]) => ({ ...fixture, variant, bytes: toBytes(change(fixture.text)) })));

  it.each(cases)('$name, $variant: whole', ({ bytes, payloads }) => {
    expect(feed(create(), [bytes])).toEqual(payloads);
  });

  it.each(cases)('$name, $variant: one byte at a time', ({ bytes, payloads }) => {
    expect(feed(create(), [...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(payloads);
  });

  it.each(cases)('$name, $variant: cut at every byte', ({ bytes, payloads }) => {
    for (let offset = 0; offset <= bytes.length; offset += 1) {
      expect(feed(create(), cutAt(bytes, [offset])), `cut at ${offset}`).toEqual(payloads);
    }
  });

  it.each(fixtures)('$name: cut at random places (seed 20261123)', ({ text, payloads }) => {
    const random = createRandom(20_261_123);
    const bytes = toBytes(text);
    for (let round = 0; round < 2000; round += 1) {
      const cuts = randomCuts(bytes.length, random);
      expect(feed(create(), cutAt(bytes, cuts)), `cuts at ${cuts.join()}`).toEqual(payloads);
    }
  });
});

const lineText = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n\uD800-\uDFFF]/gu, ''));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
const toOffsets = (fractions: readonly number[], length: number): readonly number[] =>
  fractions.map((fraction) => Math.round(fraction * length)).sort((a, b) => a - b);

describe('properties', () => {
  it('SSE gives back what was written, whatever the line ends, comments and cuts', () => {
    const event = fc.record({ name: fc.constantFrom('', 'message', 'content_block_delta'), lines: fc.array(lineText, { minLength: 1, maxLength: 4 }) })
      .filter(({ lines }) => lines.join('\n') !== '');
    fc.assert(fc.property(fc.array(event), lineEnd, fc.boolean(), lineText, cuts, (events, end, hasSpace, comment, fractions) => {
      const space = hasSpace ? ' ' : '';
      const words = events.map(({ name, lines }) => [
        `:${comment}`, ...(name === '' ? [] : [`event:${space}${name}`]),
        ...lines.map((line) => `data:${line.startsWith(' ') ? ' ' : space}${line}`), '', '',
      ].join(end));
      const bytes = toBytes(words.join(''));
      const expected = events.map(({ name, lines }) => ({ ...(name === '' ? {} : { event: name }), data: lines.join('\n') }));
      expect(feed(createSseFramer(), cutAt(bytes, toOffsets(fractions, bytes.length)))).toEqual(expected);
    }), { numRuns: 1000 });
  });

  it('NDJSON and the JSON array give back any objects, whatever the cuts and the white space', () => {
    const objects = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()));
    fc.assert(fc.property(objects, fc.constantFrom(0, 1, 2), cuts, (values, indent, fractions) => {
      const expected = values.map((value) => JSON.parse(JSON.stringify(value)));
      const forms: readonly (readonly [Framer, string])[] = [
        [createNdjsonFramer(), values.map((value) => JSON.stringify(value)).join('\r\n')],
        [createJsonArrayFramer(), JSON.stringify(values, null, indent)],
      ];
      for (const [framer, text] of forms) {
        const bytes = toBytes(text);
        const payloads = feed(framer, cutAt(bytes, toOffsets(fractions, bytes.length)));
        expect(payloads.map(({ data }) => JSON.parse(data))).toEqual(expected);
      }
    }), { numRuns: 1000 });
  });

  it('no bytes break a framer, and cuts change nothing', () => {
    const noise = fc.array(fc.constantFrom(...toBytes('data: {}[]\r\n:"\\ event'), 0xef, 0xbb, 0xbf, 0xf0, 0x00), { maxLength: 80 });
    fc.assert(fc.property(noise, cuts, (values, fractions) => {
      const bytes = Uint8Array.from(values);
      for (const create of [createSseFramer, createNdjsonFramer, createJsonArrayFramer]) {
        const whole = feed(create(), [bytes]);
        expect(feed(create(), cutAt(bytes, toOffsets(fractions, bytes.length)))).toEqual(whole);
      }
    }), { numRuns: 3000 });
  });
});

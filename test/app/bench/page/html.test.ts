import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downsample } from '../../../../src/app/bench/page/downsample.js';
import { escapeHtml, html, toScriptJson } from '../../../../src/app/bench/page/html.js';

describe('the page of a load test', () => {
  it('lets no text from outside become markup', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(escapeHtml(`${text}</script><img src=x onerror="1">'`)).not.toMatch(/[<>"']/);
    }));
  });

  it('turns control characters and changes of direction into spaces', () => expect(escapeHtml('a\u001b[31m\u202eb\n')).toBe('a [31m b '));

  it('escapes the values of a template once, and its own parts never', () => {
    expect(html`<p>${'<b>'} ${html`<i>${'&'}</i>`}${[html`<u>`, html`</u>`]}${3}</p>`.html).toBe('<p>&lt;b&gt; <i>&amp;</i><u></u>3</p>');
  });

  it('embeds data that cannot end its element and reads the same', () => {
    fc.assert(fc.property(fc.tuple(fc.jsonValue(), fc.string(), fc.constantFrom('</script>', '<!--', '<script>', '&lt;')), (value) => {
      const text = JSON.stringify(value);
      const embedded = toScriptJson(value).html;
      expect(embedded).not.toMatch(/[<>&]/);
      expect(JSON.parse(embedded)).toEqual(JSON.parse(text));
    }));
  });
});

describe('downsample', () => {
  it('keeps few points in their order, the highest among them', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 3000 }), fc.integer({ min: 4, max: 200 }), (y, most) => {
      const few = downsample({ x: y.map((_, index) => index), y }, most);
      expect(few.x.length).toBe(few.y.length);
      expect(few.x.length).toBeLessThanOrEqual(Math.max(most, Math.min(y.length, most)));
      expect(Math.max(...few.y)).toBe(Math.max(...y));
      expect(few.x).toEqual([...new Set(few.x)].sort((one, other) => one - other));
      few.x.forEach((index, at) => expect(y[index]).toBe(few.y[at]));
    }));
  });
});

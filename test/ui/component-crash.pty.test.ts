import { describe, expect, it } from 'vitest';
import { startBreaking } from './start-breaking.js';

describe('an exception in a component of the view', () => {
  it('costs no word of the answer, and leaves the terminal in order [T12]', async () => {
    const run = startBreaking('test/ui/breaking-view.ts');
    await run.ended;
    const written = run.written();
    const modes = written.match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(written).toMatch(/ echo /);
    expect(written).toMatch(/ icanon /);
    expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
    const lines = (await run.lines()).filter((line) => line !== '');
    expect(lines.slice(1, lines.indexOf('code 0'))).toEqual(Array.from({ length: 12 }, (_, part) => [`Part ${part} is here.`, `And its end ${part}.`]).flat());
  });
});

describe('an exception that nobody catches', () => {
  it('leaves the end of the answer as text above it, and the cursor to be seen', async () => {
    const run = startBreaking('test/ui/breaking-outside.ts');
    await run.ended;
    const written = run.written();
    const lines = await run.lines();
    const first = lines.indexOf('A finished paragraph.');
    expect(lines.slice(first, first + 4)).toEqual(['A finished paragraph.', '', '• the first item', '• half of the sec']);
    expect(lines.findIndex((line) => line === 'uada: nobody catches this')).toBeGreaterThan(first + 3);
    expect(lines).toContain('code 1');
    expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
    expect(written.lastIndexOf('\u001b[?25l')).toBeGreaterThan(-1);
  });
});

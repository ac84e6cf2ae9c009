import { describe, expect, it } from 'vitest';
import { startBreaking } from './start-breaking.js';

const ends = [['component', 0, 12], ['exception', 1, 6], ['exit', 3, 6]] as const;

describe('a comparison that ends before its end', () => {
  it.each(ends)('gives the main screen back with all that came on it: %s [T12]', async (way, exitCode, parts) => {
    const run = startBreaking('test/ui/breaking-comparison.ts', way);
    await run.ended;
    const written = run.written();
    const modes = written.match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(written.match(/\u001b\[\?1049h/g)).toHaveLength(1);
    expect(written.match(/\u001b\[\?1049l/g)).toHaveLength(1);
    expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
    const lines = (await run.lines()).filter((line) => line.trim() !== '');
    expect(lines.filter((line) => line === 'uada: careful')).toHaveLength(1);
    const answers = lines.filter((line) => /^Part \d+ is here\./.test(line));
    expect(answers.map((line) => line.split(' │ ').map((cell) => cell.trim()))).toEqual(Array.from({ length: parts }, (_, part) => Array(2).fill(`Part ${part} is here.`)));
    expect(lines).toContain(`code ${exitCode}`);
  });
});

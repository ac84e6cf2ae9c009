import { describe, expect, it } from 'vitest';
import { startBreaking } from '../start-breaking.js';

describe('an exception in a component of a chat', () => {
  it('ends the chat with what came on the screen, and the terminal in order [T12]', async () => {
    const run = startBreaking('test/ui/chat/breaking-chat.ts');
    await run.until(/Ask something/);
    run.write('go\r');
    await run.ended;
    const written = run.written();
    const modes = written.match(/^[\da-f]+(?::[\da-f]+){10,}/gm);
    expect(modes).toHaveLength(2);
    expect(modes?.[0]).toBe(modes?.[1]);
    expect(written).toMatch(/ echo /);
    expect(written.lastIndexOf('\u001b[?25h')).toBeGreaterThan(written.lastIndexOf('\u001b[?25l'));
    expect(written.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(written.lastIndexOf('\u001b[?2004h'));
    const lines = await run.lines();
    expect(lines).toContain('ended: The view of the chat ended by itself.');
    for (let part = 0; part < 5; part += 1) expect(lines.filter((line) => line === `Part ${part} is here.`)).toHaveLength(1);
  });
});

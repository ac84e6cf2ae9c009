import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { breakingAt } from '../../helpers/breaking-at.js';
import { canary } from '../../helpers/canaries.js';
import { runUada } from '../../helpers/run-uada.js';
import type { Reply } from '../../helpers/scripted-server.js';
import { say, sayThenBreak, useScriptedServer } from '../../helpers/scripted-server.js';
import { runInPty, shows } from '../pty.js';

/** Refuses, and repeats the key wherever a server can. */
const repeat: Reply = (response, { headers: { authorization = '' } }) => {
  response.writeHead(401, { 'content-type': 'application/json', 'x-request-id': authorization });
  response.end(JSON.stringify({ error: { message: `wrong key ${authorization}`, type: authorization, param: authorization, code: authorization } }));
};

// That no key is on the screen, in the history or in a file is looked at by every test (test/setup.ts).
describe('no canary of a key is seen in a chat [K6]', () => {
  it.each([[], ['--screen-reader']])('%j: in answers, failures, the settings, the saved text and the history', async (...words) => {
    const server = await useScriptedServer(say('fine'), repeat, sayThenBreak('half'), say('well'));
    const home = mkdtempSync(join(tmpdir(), 'uada-canary-'));
    const variables = { HOME: home, OPENAI_BASE_URL: server.url };
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--max-retries', '0', ...words], { variables });
    await run.until(words.length === 0 ? /Ask something/ : /You: /);
    // What got no answer is there to be sent again; a chat of lines asks for the next one.
    const [clear, ready] = words.length === 0 ? ['\u0015', ''] : ['', '[^]*You: $'];
    for (const [line, answer] of [['one', 'fine[^]*\\stokens'], ['two', 'wrong key'], ['three', 'half[^]*broke'], ['four', 'well[^]*\\stokens']] as const) {
      run.write(`${clear}${line}\r`);
      await shows(run, new RegExp(`${answer}${ready}`));
    }
    run.write(`${clear}/save ${join(home, 'saved.md')}\r`);
    while (!existsSync(join(home, 'saved.md'))) await setTimeout(20);
    await shows(run, new RegExp(`[Ss]aved${ready}`));
    run.write('/help\r');
    await shows(run, new RegExp(`/retry\\s+ask[^]*suspend${ready}`));
    run.write('/quit\r');
    expect((await run.ended).exitCode).toBe(0);
    expect(readFileSync(join(home, 'saved.md'), 'utf8')).toContain('well');
    expect((await runUada(['history', 'export'], { env: variables })).stdout).toContain('well');
    expect(server.headers.map(({ authorization }) => authorization)).toContain(`Bearer ${canary('openai')}`);
  });

  it.each(['throw new TypeError(`broke at ${auth}`)', 'setImmediate(() => { throw new TypeError(`broke at ${auth}`) })'])('when a bug breaks it: %s', async (statement) => {
    const server = await useScriptedServer(say('fine'));
    const run = runInPty(['chat', '-m', 'openai/gpt-x', '--base-url', server.url], { variables: breakingAt(statement) });
    await run.until(/Ask something/);
    run.write('one\r');
    await shows(run, /This is a bug in uada: broke at|connection\s+to\s+\S+\s+failed/);
    run.write('\u0004');
    await run.ended;
    const written = run.written();
    expect(written.lastIndexOf('\u001b[?2004h')).toBeLessThan(written.lastIndexOf('\u001b[?2004l'));
  });

  it('when a bug breaks an answer on the terminal', async () => {
    const server = await useScriptedServer(say('fine'));
    const variables = breakingAt('setTimeout(() => { throw new TypeError(`broke at ${auth}`) }, 100)');
    const run = runInPty(['-m', 'openai/gpt-x', '--debug', '--base-url', server.url, 'hi'], { variables });
    await run.ended;
    expect(run.written()).toMatch(/fine|This is a bug in uada/);
  });
});

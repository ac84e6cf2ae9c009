import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useSimulator } from '../helpers/simulator.js';
import { bin } from '../helpers/run-uada.js';
import { runInPty } from './pty.js';

const simulator = await useSimulator('ttft=60,itl=5,tokens=8');
const environment = { ...simulator.environment };
const load = (...words: readonly string[]): readonly string[] => ['bench', '-m', 'openai/gpt-5-mini', '--warmup', '0', ...words];
const live = /in flight/;
const isCursorShown = (written: string): boolean => written.lastIndexOf('\u001b[?25h') >= written.lastIndexOf('\u001b[?25l');

describe('a load test in a real terminal', () => {
  it.each([30, 80])('shows how it goes while it goes, and only the report at the end, %i columns wide', async (columns) => {
    const run = runInPty(load('-n', '30', '-c', '2'), { columns, variables: environment });
    await run.until(/▁|▂|▃|▄|▅|▆|▇|█/);
    await run.ended;
    const written = stripVTControlCharacters(run.written());
    for (const part of [/rate \d/, /\d of 2 in flight/, /\d+ of 30 done/, /0 failed/, /p50 \d+ ms/, /left/]) expect(written).toMatch(part);
    const text = (await run.lines()).join('\n');
    expect(text).not.toMatch(live);
    expect(text).toMatch(/n 30\s+ok 30/);
    expect(isCursorShown(run.written())).toBe(true);
  });

  it('leaves stdout to the report', async () => {
    const words = load('-n', '30', '-c', '2', '--json').map((word) => `'${word}'`).join(' ');
    const run = runInPty([`${process.execPath} ${bin} ${words} | wc -l`], { shell: true, variables: environment });
    await run.until(live);
    await run.ended;
    const lines = await run.lines();
    expect(lines.join('\n')).not.toMatch(live);
    expect(lines.filter((line) => line !== '').at(-1)?.trim()).toBe('1');
  });

  it('clears up after Ctrl-C, and reports what ran', async () => {
    const run = runInPty(load('-d', '60s', '-c', '2'), { variables: environment });
    await run.until(/p50 \d/);
    run.write('\u0003');
    expect((await run.ended).exitCode).toBe(130);
    const text = (await run.lines()).join('\n');
    expect(text).not.toMatch(live);
    expect(text).toMatch(/TTFT/);
    expect(isCursorShown(run.written())).toBe(true);
  });

  it.each([
    ['--quiet', ['--quiet'], {}], ['CI=1', [], { CI: '1' }], ['TERM=dumb', [], { TERM: 'dumb' }], ['a screen reader', [], { UADA_SCREEN_READER: '1' }],
  ] as const)('draws nothing with %s', async (_name, words, variables) => {
    const run = runInPty(load('-n', '10', ...words), { variables: { ...environment, ...variables } });
    await run.ended;
    expect(run.written()).not.toMatch(live);
    expect(run.written()).not.toContain('\u001b[?25l');
    expect((await run.lines()).join('\n')).toMatch(/ok 10/);
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const folder = createTemporaryDirectory();
const at = (name: string): string => join(folder, name);
const evil = '</script><script>document.title="taken"</script><img src=http://127.0.0.1:9/ onerror=alert(1)>';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

beforeAll(async () => {
  await runUada(['bench', '--mock=ttft=uniform(5,30),itl=1,tokens=6,fault=500@0.1', '-m', 'openai/a,anthropic/b', '-n', '40', '-c', '8', '--input-tokens', 'uniform(50,300)', '-q', '--save', at('run.json'), '--html', at('run.html')]);
  // A name that a server or a person made up to be taken for markup.
  writeFileSync(at('evil.json'), readFileSync(at('run.json'), 'utf8').replaceAll('"openai/a"', JSON.stringify(evil)));
  await runUada(['bench', 'report', at('evil.json'), '--html', at('evil.html')]);
  await runUada(['bench', 'compare', at('run.json'), at('run.json'), '--html', at('both.html')]);
}, 60_000);

describe('bench --html', () => {
  it('writes one page with the figures, the script and the style in it', () => {
    const page = readFileSync(at('run.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    for (const text of ['openai/a', 'anthropic/b', 'A closed loop that keeps 8 requests in flight', 'TTFT', 'server</strong>', '.u-wrap']) expect(page).toContain(text);
    expect(page.match(/\b(?:src|href)="(?!data:)[^"]*"/g)).toBe(null);
    expect(page).not.toContain(folder);
  });

  it('is written of a saved run as well, with what names there are as text', () => {
    const page = readFileSync(at('evil.html'), 'utf8');
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(2);
  });

  it('says in one sentence when the page cannot be written', async () => {
    for (const words of [['report', at('run.json')], ['--mock', '-n', '100000']]) {
      const { exitCode, stderr, stdout } = await runUada(['bench', ...words, '--html', join(folder, 'none', 'run.html')]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('run.html cannot be written')]);
      // A run is not made for nothing.
      if (words[0] === '--mock') expect(stdout).toBe('');
    }
  });
});

describe.skipIf(executablePath === undefined)('the page in a browser (skipped where there is no Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => (browser = await chromium.launch({ executablePath: executablePath!, args })), 60_000);
  afterAll(async () => browser.close());

  const open = async (name: string, colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => said.push(request.url()));
    await page.goto(pathToFileURL(at(name)).href);
    const seen: unknown = await page.evaluate(`(() => ({
      title: document.title, width: document.documentElement.scrollWidth, back: getComputedStyle(document.body).backgroundColor,
      drawn: [...document.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0)),
    }))()`);
    await page.close();
    return { seen, said: said.filter((text) => !text.startsWith('file:')) };
  };

  it.each([['light', 'rgb(246, 247, 249)'], ['dark', 'rgb(15, 20, 27)']] as const)('draws every chart at 390 pixels in %s colours, without a word and without a network', async (scheme, back) => {
    expect(await open('run.html', scheme)).toEqual({ said: [], seen: { title: 'uada bench: openai/a, anthropic/b', width: 390, back, drawn: [true, true, true, true] } });
  }, 30_000);

  it('has both runs of a comparison in its charts, and what differs', async () => {
    const page = readFileSync(at('both.html'), 'utf8');
    for (const text of ['"target":"openai/a"', '"target":"openai/a, before"', 'beside the run before', 'no difference shown', 'TTFT p50']) expect(page).toContain(text);
    // Without reasoning it is the first token.
    expect(page).not.toContain('first answer p50');
    expect(await open('both.html', 'light')).toEqual({ said: [], seen: expect.objectContaining({ width: 390, drawn: [true, true, true, true] }) });
  }, 30_000);

  it('takes a name that looks like markup for a name', async () => {
    expect(await open('evil.html', 'light')).toEqual({ said: [], seen: expect.objectContaining({ title: `uada bench: ${evil}, anthropic/b`, width: 390, drawn: [true, true, true, true] }) });
  }, 30_000);
});

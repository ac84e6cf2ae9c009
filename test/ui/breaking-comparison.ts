// A program of compare-crash.pty.test.ts: a comparison in the real view, which ends in the middle in the way that is named.
import { setTimeout } from 'node:timers/promises';
import { createAnswerRecorder } from '../../src/core/answer.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createCompareTerminal } from '../../src/ui/compare-terminal.js';
import { createLiveView } from '../../src/ui/live-view.js';
import type { CreateLiveView } from '../../src/ui/screen.js';

const way = process.argv[1];
const names = ['openai/alpha', 'groq/beta'];
let isBroken = false;
// React throws inside the component that is to show an object as text.
const unshowable = {} as unknown as string;
const breakable: CreateLiveView = (columns) => {
  const view = createLiveView(columns);
  return { ...view, draw: (lines) => view.draw(isBroken ? [unshowable] : lines) };
};

const throwUncaught = (): void => {
  setImmediate(() => {
    throw new Error('a bug');
  });
};
const breakIt: Readonly<Record<string, () => void>> = {
  component: () => void (isBroken = true), exception: throwUncaught, exit: () => process.exit(3),
};

const monotonicMs = (): number => performance.now();
const presenter = createCompareTerminal({
  stdout: process.stdout, stderr: process.stderr, names, theme: createTheme({ color: true }), showReasoning: false, monotonicMs, loadView: () => Promise.resolve(breakable),
});
for (const index of names.keys()) presenter.wait(index, 'waiting');
await setTimeout(150);
for (let part = 0; part < 12; part += 1) {
  if (part === 6) {
    presenter.warn?.('uada: careful\n');
    breakIt[way ?? '']?.();
    await setTimeout(5);
  }
  for (const index of names.keys()) await presenter.push(index, { type: 'text', text: `Part ${part} is here.\n\n` });
  await setTimeout(60);
}
for (const [index, name] of names.entries()) {
  const [provider = '', model = ''] = name.split('/');
  await presenter.end(index, { answer: createAnswerRecorder({ provider, model, monotonicMs }).answer(), costUsd: null, cacheKey: null, attempts: 1 }, undefined);
}
await presenter.close();

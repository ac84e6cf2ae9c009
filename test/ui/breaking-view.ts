// A program of component-crash.pty.test.ts: an answer in the real view, one of whose components throws in the middle.
import { setTimeout } from 'node:timers/promises';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createLiveView } from '../../src/ui/live-view.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { createTerminalPresenter } from '../../src/ui/terminal-presenter.js';

let isBroken = false;
// React throws inside the component that is to show an object as text.
const unshowable = {} as unknown as string;
const breakable: CreateLiveView = (columns) => {
  const view = createLiveView(columns);
  return { ...view, draw: (lines) => view.draw(isBroken ? [unshowable] : lines) };
};

const presenter = createTerminalPresenter({
  stdout: process.stdout, writeWarnings: (lines) => void process.stderr.write(lines), target: { provider: 'openai', model: 'asked' }, theme: createTheme({ color: true }),
  showReasoning: false, monotonicMs: () => performance.now(), loadAfterMs: 0, loadView: () => Promise.resolve(breakable),
});
presenter.wait('connecting');
await setTimeout(150);
await presenter.push({ type: 'start', model: 'answering' });
for (let part = 0; part < 12; part += 1) {
  isBroken ||= part === 6;
  await presenter.push({ type: 'text', text: `Part ${part} is here.\n\nAnd its ` });
  await setTimeout(50);
  await presenter.push({ type: 'text', text: `end ${part}.\n\n` });
  await setTimeout(50);
}
const report = { answer: { provider: 'openai', model: 'answering' } } as unknown as Parameters<typeof presenter.fail>[0];
await presenter.fail(report, new Error('cancelled') as unknown as Parameters<typeof presenter.fail>[1]);

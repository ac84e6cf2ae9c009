// A program of component-crash.pty.test.ts: an exception outside of the view, while the end of an answer is drawn.
import { setTimeout } from 'node:timers/promises';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createTerminalPresenter } from '../../src/ui/terminal-presenter.js';

// As `uada` does: the words about it come from a handler, and only then does the process end.
process.on('uncaughtException', (error) => {
  process.stderr.write(`uada: ${error.message}\n`);
  process.exit(1);
});

const presenter = createTerminalPresenter({
  stdout: process.stdout, writeWarnings: (lines) => void process.stderr.write(lines), target: { provider: 'openai', model: 'asked' }, theme: createTheme({ color: true }),
  showReasoning: false, monotonicMs: () => performance.now(), loadAfterMs: 0,
});
presenter.wait('connecting');
await setTimeout(1500);
await presenter.push({ type: 'start', model: 'answering' });
await presenter.push({ type: 'text', text: 'A finished paragraph.\n\n- the first item\n- half of the sec' });
await setTimeout(200);
setImmediate(() => {
  throw new TypeError('nobody catches this');
});
await setTimeout(5000);

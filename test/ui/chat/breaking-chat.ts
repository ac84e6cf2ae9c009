// A program of chat-crash.pty.test.ts: a chat in the real view, one of whose components throws in the middle of an answer.
import { setTimeout } from 'node:timers/promises';
import { createTheme } from '../../../src/render/markdown/theme.js';
import type { ChatPort } from '../../../src/ui/chat/chat-port.js';
import { runChatView } from '../../../src/ui/chat/chat-view.js';
import { createLiveView } from '../../../src/ui/live-view.js';
import type { CreateLiveView } from '../../../src/ui/screen.js';

let isBroken = false;
// React throws inside the component that is to show an object as text.
const unshowable = {} as unknown as string;
const breakable: CreateLiveView = (columns) => {
  const view = createLiveView(columns);
  return { ...view, draw: (lines) => view.draw(isBroken ? [unshowable] : lines) };
};

const port: ChatPort = {
  model: () => 'openai/asked', system: () => undefined, session: () => undefined, attachments: () => [], turns: () => [],
  ask: async (_text, { onEvent }) => {
    for (let part = 0; part < 8; part += 1) {
      isBroken ||= part === 5;
      await onEvent({ type: 'text', text: `Part ${part} is here.\n\n` });
      await setTimeout(50);
    }
    return { report: undefined, failure: undefined, notice: undefined, isKept: true };
  },
  retry: () => Promise.reject(new Error('nothing to retry')), setModel: () => Promise.resolve(), setSystem: () => undefined, attach: () => Promise.resolve(),
  save: () => Promise.resolve(''), clear: () => undefined, prompts: () => Promise.resolve([]), models: () => Promise.resolve([]), namesIn: () => Promise.resolve([]),
};

try {
  await runChatView({
    stdin: process.stdin, stdout: process.stdout, port, theme: createTheme({ color: true }), showReasoning: false,
    monotonicMs: () => performance.now(), signal: new AbortController().signal, loadView: () => Promise.resolve(breakable),
  });
} catch (error) {
  process.stdout.write(`ended: ${(error as Error).message}\n`);
}

import { createAnswerRecorder } from '../../src/core/answer.js';
import type { StreamEvent } from '../../src/core/events.js';
import { CancelledError } from '../../src/core/errors.js';
import type { AnswerReport } from '../../src/render/report.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createTerminalPresenter } from '../../src/ui/terminal-presenter.js';
import type { TerminalPresenterOptions } from '../../src/ui/terminal-presenter.js';
import type { FakeTerminal } from './fake-terminal.js';

// Ink draws nothing but its last frame where it thinks that it runs in CI.
for (const name of Object.keys(process.env)) {
  if (/^(?:CI$|CI_|CONTINUOUS_INTEGRATION$)/.test(name)) Reflect.deleteProperty(process.env, name);
}

/** The view as it is loaded in the program. */
export const loadInk = async (): Promise<CreateLiveView> => (await import('../../src/ui/live-view.js')).createLiveView;

/** A presenter on a fake terminal, with a clock on which every event is due for a frame. */
export const createStage = (terminal: FakeTerminal, changes: Partial<TerminalPresenterOptions> = {}) => {
  let nowMs = 0;
  const monotonicMs = (): number => (nowMs += 50);
  const presenter = createTerminalPresenter({
    stdout: terminal.stdout, writeWarnings: (lines) => void terminal.stdout.write(lines), target: { provider: 'openai', model: 'asked' },
    theme: createTheme({ color: true }), showReasoning: false, monotonicMs, loadView: loadInk, loadAfterMs: 0, ...changes,
  });
  const recorder = createAnswerRecorder({ provider: 'openai', model: 'asked', monotonicMs });
  const report = (): AnswerReport => ({ answer: recorder.answer(), costUsd: null, cacheKey: null, attempts: 1 });
  return {
    presenter,
    push: async (event: StreamEvent): Promise<void> => {
      recorder.push(event);
      await presenter.push(event);
    },
    end: async (): Promise<void> => {
      const event: StreamEvent = { type: 'end', finishReason: 'stop' };
      recorder.push(event);
      await presenter.push(event);
      await presenter.end(report());
    },
    fail: () => presenter.fail(report(), new CancelledError()),
  };
};

export type Stage = ReturnType<typeof createStage>;

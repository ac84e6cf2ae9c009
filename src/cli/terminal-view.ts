import { candidateName } from '../app/candidate-name.js';
import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import type { Presenter } from '../render/report.js';
import { createTerminalPresenter } from '../ui/terminal-presenter.js';
import { chooseTheme } from './choose-theme.js';

/** The view of an answer on a terminal. Its drawing part is loaded while the request is on its way. */
export const createTerminalView = (settings: Settings, plan: CompletePlan, io: Io): Presenter =>
  createTerminalPresenter({
    stdout: io.stdout, writeWarnings: (lines) => void io.stderr.write(lines), target: { provider: plan.target.row.id, model: plan.request.model },
    contenders: plan.rivals.length === 0 ? [] : [plan, ...plan.rivals].map(candidateName),
    theme: chooseTheme(settings, io), showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs, term: io.environment['TERM'],
  });

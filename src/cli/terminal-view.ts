import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import type { Presenter } from '../render/report.js';
import { createTerminalPresenter } from '../ui/terminal-presenter.js';

/** `auto` follows the terminal; NO_COLOR (no-color.org) and FORCE_COLOR speak for the person. */
const wantsColor = (settings: Settings, { environment }: Io): boolean => {
  if (settings.color !== 'auto') return settings.color === 'always';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return environment['FORCE_COLOR'] !== '0';
};

/** The view of an answer on a terminal. Its drawing part is loaded while the request is on its way. */
export const createTerminalView = (settings: Settings, plan: CompletePlan, io: Io): Presenter =>
  createTerminalPresenter({
    stdout: io.stdout, stderr: io.stderr, target: { provider: plan.target.row.id, model: plan.request.model },
    color: wantsColor(settings, io), showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs,
  });

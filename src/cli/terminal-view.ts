import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { createPlainPresenter } from '../render/plain.js';
import type { Presenter } from '../render/report.js';
import { createWriter } from '../render/writer.js';

export const createTerminalView = (_settings: Settings, _plan: CompletePlan, io: Io): Presenter =>
  createPlainPresenter({ out: createWriter(io.stdout), endsLine: true });

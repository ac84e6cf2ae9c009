import type { CompletePlan } from '../app/complete-plan.js';
import { describePlan } from '../app/describe-plan.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { toJsonLine } from '../render/json-line.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { formOf } from './choose-presenter.js';

/** `--dry-run`: prints exactly what would be sent, and sends nothing. */
export const showPlan = async (plan: CompletePlan, settings: Settings, io: Io): Promise<void> => {
  const described = await describePlan(plan);
  const out = createWriter(io.stdout);
  if (formOf(settings) !== 'text') return out.write(toJsonLine({ dry_run: true, ...described }));
  const headers = Object.entries(described.headers).map(([name, value]) => `${name}: ${value}`);
  const text = [`${described.method} ${described.url}`, ...headers, '', JSON.stringify(described.body, null, 2), ''].join('\n');
  await out.write(io.stdout.isTTY === true ? sanitise(text) : text);
};

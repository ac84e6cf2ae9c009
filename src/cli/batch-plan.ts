import type { CheckOptions } from '../app/batch/check-entries.js';
import { checkEntries } from '../app/batch/check-entries.js';
import { describePlan } from '../app/describe-plan.js';
import type { Io } from '../app/io.js';
import { toJsonLine } from '../render/json-line.js';
import { createWriter } from '../render/writer.js';

/** `--dry-run`: prints what would be sent for each prompt, as a line of JSON, and sends nothing. Throws the error of the first bad line. */
export const showBatchPlan = async ({ source, planner }: Omit<CheckOptions, 'answered'>, io: Io): Promise<void> => {
  const out = createWriter(io.stdout);
  for await (const entry of checkEntries({ source, planner, answered: undefined }, io.signal)) {
    if ('bad' in entry) throw entry.bad.error;
    const { plan } = await planner(entry.item);
    await out.write(toJsonLine({ dry_run: true, id: entry.item.id, index: entry.item.index, ...await describePlan(plan) }));
  }
};

/** How the measuring process itself fared. */
export type ClientHealth = {
  readonly watchedMs: number;
  /** Threads that made the load, of all machines. */
  readonly workers: number;
  /** Machines whose runs were merged. @default 1 */
  readonly machines?: number;
  /** How late the event loop was, beyond the resolution of the watch; null when it was not watched. */
  readonly loopDelayP50Ms: number | null;
  readonly loopDelayP99Ms: number | null;
  readonly loopDelayMaxMs: number | null;
  /** Share of one processor, between 0 and 1 (above 1 with several threads). */
  readonly cpuShare: number | null;
  /** Share of the time in which it was ready to run and other programs ran instead; null where the system does not tell. */
  readonly starvedShare: number | null;
  /** Share of the time in which it wanted the processor that other programs had it: about a half beside a busy loop on the same core. */
  readonly contendedShare: number | null;
  /** Share of all processors of this machine that its host gave to other machines; null where the system does not tell. */
  readonly stolenShare: number | null;
};

/** With less taken, nothing was measured that could be told from noise. */
const noticedStolenShare = 0.02;

/** That the host took enough to make answers look late, for a person; undefined when it did not. No verdict: all that was waited for may be right. */
export const hostNote = ({ stolenShare }: ClientHealth): string | undefined => (stolenShare === null || stolenShare < noticedStolenShare
  ? undefined : `the host took ${(stolenShare * 100).toFixed(0)} % of the processors; some latency may be its doing`);

/** Who made the load, for a person, such as `2 machines, 8 threads`. */
export const clientSize = ({ machines = 1, workers }: ClientHealth): string =>
  `${machines === 1 ? '' : `${machines} machines, `}${workers} thread${workers === 1 ? '' : 's'}`;

const worst = (values: readonly (number | null)[]): number | null =>
  values.some((value) => value !== null) ? Math.max(...values.map((value) => value ?? -Infinity)) : null;

/** The worst that happened to any of them: a thread, a step of a series or a machine. All of them were watched for the longest of their times. */
export const worstHealth = (clients: readonly ClientHealth[]): ClientHealth => {
  const of = (name: Exclude<keyof ClientHealth, 'watchedMs' | 'workers' | 'machines'>): number | null => worst(clients.map((client) => client[name]));
  return {
    watchedMs: Math.max(...clients.map(({ watchedMs }) => watchedMs)), workers: Math.max(...clients.map(({ workers }) => workers)),
    loopDelayP50Ms: of('loopDelayP50Ms'), loopDelayP99Ms: of('loopDelayP99Ms'), loopDelayMaxMs: of('loopDelayMaxMs'),
    cpuShare: of('cpuShare'), starvedShare: of('starvedShare'), contendedShare: of('contendedShare'), stolenShare: of('stolenShare'),
  };
};

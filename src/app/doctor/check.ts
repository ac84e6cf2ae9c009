import { performance } from 'node:perf_hooks';
import type { ErrorKind } from '../../core/errors.js';
import { UadaError } from '../../core/errors.js';

/** What a check found: `warn` and `skip` are no failures. */
export type Finding = {
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly detail: string;
  /** What to do next. */
  readonly fix?: string | undefined;
  /** Why it failed, for the exit code. @default usage */
  readonly kind?: ErrorKind | undefined;
};

export type Check = { readonly name: string; readonly run: (signal: AbortSignal) => Promise<readonly Finding[] | Finding> };

export type CheckResult = Finding & { readonly name: string; readonly elapsedMs: number };

/** A thrown error as a finding. */
export const toFinding = (error: unknown): Finding => {
  if (error instanceof UadaError) return { status: 'fail', detail: error.message, fix: error.hint, kind: error.kind };
  return { status: 'fail', detail: error instanceof Error ? error.message : String(error), kind: 'bug' };
};

const limited = async (check: Check, caller: AbortSignal, timeoutMs: number): Promise<readonly Finding[]> => {
  const limit = AbortSignal.timeout(timeoutMs);
  const isOver = new Promise<Finding>((resolve) => {
    limit.addEventListener('abort', () => resolve({ status: 'fail', detail: `No result within ${timeoutMs / 1000} s.`, kind: 'timeout' }), { once: true });
  });
  try {
    const found = await Promise.race([check.run(AbortSignal.any([caller, limit])), isOver]);
    return 'status' in found ? [found] : found;
  } catch (error) {
    if (caller.aborted) throw error;
    return limit.aborted ? [await isOver] : [toFinding(error)];
  }
};

/** Runs every check at once, each with a limit of its own, and gives the results in the order of the checks. */
export const runChecks = async (checks: readonly Check[], signal: AbortSignal, timeoutMs: number): Promise<readonly CheckResult[]> => {
  const results = await Promise.all(checks.map(async (check) => {
    const beganMs = performance.now();
    const findings = await limited(check, signal, timeoutMs);
    return findings.map((finding) => ({ ...finding, name: check.name, elapsedMs: performance.now() - beganMs }));
  }));
  return results.flat();
};

/** The same one after the other: what takes the processor and not the network would lengthen the times of all others. */
export const runChecksInTurn = async (checks: readonly Check[], signal: AbortSignal, timeoutMs: number): Promise<readonly CheckResult[]> => {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(...await runChecks([check], signal, timeoutMs));
  return results;
};

/** Which class of failure decides the exit code where several failed, the first one found. */
const severity: readonly ErrorKind[] = ['bug', 'usage', 'auth', 'network', 'timeout', 'rate_limit', 'provider'];

/** The class of the worst failure; undefined when nothing failed. */
export const worstKind = (results: readonly CheckResult[]): ErrorKind | undefined => {
  const kinds = results.filter(({ status }) => status === 'fail').map(({ kind }) => kind ?? 'usage');
  return severity.find((kind) => kinds.includes(kind)) ?? kinds[0];
};

import type { Paths } from '../../config/paths.js';
import type { Settings } from '../../config/setting-rows.js';
import { UadaError } from '../../core/errors.js';
import type { ProviderRow } from '../../providers/registry.js';
import { hasKey } from '../find-key.js';
import { isListening } from '../find-ollama.js';
import type { PlanInput } from '../plan-complete.js';
import { allRows, rowNamed } from '../rows.js';
import { probeTeam } from '../stores.js';
import type { Check, CheckResult } from './check.js';
import { runChecks, runChecksInTurn } from './check.js';
import { localChecks } from './local-checks.js';
import { providerCheck } from './provider-checks.js';

const teamCacheCheck = (settings: Settings): Check => ({
  name: 'team cache',
  run: async () => {
    const team = await probeTeam(settings);
    if (team === undefined) return [];
    const { label, tookMs, problem, fix } = team;
    return problem === undefined ? { status: 'ok', detail: `${label} answers in ${tookMs.toFixed(0)} ms` }
      : { status: 'warn', detail: `${label} is not used: ${problem}. The local cache answers alone.`, fix };
  },
});

const noProvider: Check = {
  name: 'providers',
  run: () => Promise.resolve({
    status: 'fail', kind: 'auth', detail: 'No provider is set up: there is no API key.', fix: 'uada keys set NAME, or export OPENAI_API_KEY=…, or one of the other seven; or start Ollama.',
  }),
};

/** A file of keys that cannot be read has a check of its own, which the others must not keep from being told. */
const isSetUp = (row: ProviderRow, { places }: PlanInput): boolean => {
  try {
    return row.needsKey === false || hasKey(row, places);
  } catch (error) {
    if (error instanceof UadaError) return false;
    throw error;
  }
};

const chooseProviders = async (input: PlanInput, isOffline: boolean): Promise<readonly Check[]> => {
  const rows = allRows(input.config);
  const toCheck = (row: (typeof rows)[number]): Check => providerCheck(row, input, isOffline);
  if (input.settings.provider !== undefined) return [toCheck(rowNamed(rows, input.settings.provider))];
  if (input.mock !== undefined) return rows.map(toCheck);
  const chosen = rows.filter((row) => isSetUp(row, input));
  const isAnyUsable = chosen.some((row) => row.id !== 'ollama') || isOffline
    || await isListening(input.io.environment['OLLAMA_HOST'] === undefined ? 'http://127.0.0.1:11434' : rowNamed(rows, 'ollama').toBaseUrl(input.io.environment['OLLAMA_HOST'], 'ollama'));
  return [...chosen.map(toCheck), ...(isAnyUsable ? [] : [noProvider])];
};

export type Diagnosis = { readonly input: PlanInput; readonly paths: Paths; readonly isOffline: boolean; readonly timeoutMs: number };

/** Every check of `doctor` in a stable order: this machine, step by step; then, all at once, the team cache and each provider that is set up. */
export const diagnose = async ({ input, paths, isOffline, timeoutMs }: Diagnosis): Promise<readonly CheckResult[]> => {
  const { signal } = input.io;
  const local = await runChecksInTurn(localChecks(paths, input.io), signal, timeoutMs);
  const remote = [...(isOffline ? [] : [teamCacheCheck(input.settings)]), ...await chooseProviders(input, isOffline)];
  return [...local, ...await runChecks(remote, signal, timeoutMs)];
};

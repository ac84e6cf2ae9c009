import { createHash } from 'node:crypto';
import { UadaError } from '../../core/errors.js';
import { toDollars } from '../../core/to-dollars.js';
import type { BatchClient, BatchLine } from '../../protocols/batch.js';
import type { Protocol } from '../../protocols/protocol.js';
import { loadProtocol } from '../../protocols/load.js';
import type { CompletePlan, Target } from '../complete-plan.js';
import type { BatchItem } from './batch-item.js';
import type { BatchRow } from './batch-rows.js';
import type { CheckOptions } from './check-entries.js';
import { checkEntries } from './check-entries.js';
import { worstOfPlan } from './cost-gate.js';
import { batchClientOf } from './vendor-batches.js';

/** The prompts of an input as requests of one vendor's batch; their custom ids are still to be given. */
export type Collected = {
  readonly target: Target;
  readonly client: BatchClient;
  readonly model: string;
  readonly requests: readonly Omit<BatchLine, 'customId'>[];
  readonly rows: readonly BatchRow[];
  /** Stands for all that is asked, and of whom. */
  readonly hash: string;
};

type Options = Omit<CheckOptions, 'answered'> & { readonly maxCostUsd: number | undefined; readonly signal: AbortSignal };

type First = { readonly target: Target; readonly model: string; readonly client: BatchClient; readonly protocol: Protocol };

const mixed = (name: string, { line }: BatchItem, what: string, hint: string): UadaError => new UadaError('usage', `${name}, line ${line}: ${what}`, { hint });

const checkPlan = (plan: CompletePlan, item: BatchItem, first: First, name: string): void => {
  const { target, request } = plan;
  if (plan.rivals.length > 0 || plan.fallbacks.length > 0) throw new UadaError('usage', '--race and --fallback have no place in a submitted batch.', { hint: 'Leave them out, or leave out --submit.' });
  if (target.row.id !== first.target.row.id || target.baseUrl !== first.target.baseUrl || target.protocol !== first.target.protocol) {
    throw mixed(name, item, `this prompt is for ${target.row.id}/${request.model}, those before it for ${first.target.row.id}/${first.model}; a batch goes to one API of one provider.`, 'Split the input by provider.');
  }
  if (first.client.isOneModel && request.model !== first.model) {
    throw mixed(name, item, `this prompt is for ${request.model}, those before it for ${first.model}; a batch of ${target.row.id} goes to one model.`, 'Split the input by model.');
  }
};

const openFirst = async ({ target, request }: CompletePlan): Promise<First> =>
  ({ target, model: request.model, client: await batchClientOf(target), protocol: await loadProtocol(target.protocol, target.row.id) });

const tooExpensive = (worst: number, maxCostUsd: number): UadaError =>
  new UadaError('usage', `The batch could cost more than the ${toDollars(maxCostUsd)} of --max-cost: up to ${toDollars(worst)} so far.`, { hint: 'Lower --max-tokens, or raise --max-cost.' });

/**
 * Reads an input whole. Throws a `usage` error for its first bad line, for prompts that do not fit into one batch, for
 * a provider without batches and for a worst case above the cap on costs.
 */
export const collectRequests = async ({ source, planner, maxCostUsd, signal }: Options): Promise<Collected> => {
  const hash = createHash('sha256');
  const requests: Omit<BatchLine, 'customId'>[] = [];
  const rows: BatchRow[] = [];
  let first: First | undefined;
  let worstUsd = 0;
  for await (const entry of checkEntries({ source, planner, answered: undefined }, signal)) {
    if ('bad' in entry) throw entry.bad.error;
    const { item } = entry;
    const { plan } = await planner(item);
    first ??= await openFirst(plan);
    checkPlan(plan, item, first, source.name);
    if (maxCostUsd !== undefined) worstUsd += (await worstOfPlan(plan)) * (first.client.priceShare ?? 1);
    if (maxCostUsd !== undefined && worstUsd > maxCostUsd) throw tooExpensive(worstUsd, maxCostUsd);
    const { baseUrl } = plan.target;
    const chat = first.protocol.encode({ ...plan.request, stream: false }, { provider: plan.target.row.id, baseUrl });
    requests.push({ model: plan.request.model, chat, baseUrl });
    rows.push({ id: item.id, index: item.index, line: item.line, hash: item.hash, metadata: item.metadata, model: plan.request.model });
    hash.update(`${JSON.stringify([item.id, chat.url, item.metadata])}${chat.body ?? ''}\n`);
  }
  signal.throwIfAborted();
  if (first === undefined) throw new UadaError('usage', `${source.name} holds no prompt.`, { hint: 'Write one a line, as JSON: "a text" or {"prompt":"…"}.' });
  return { target: first.target, client: first.client, model: first.model, requests, rows, hash: hash.digest('hex').slice(0, 32) };
};

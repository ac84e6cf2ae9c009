import type { ChatRequest } from '../core/request.js';
import type { ProviderRow } from '../providers/registry.js';
import type { ProtocolName } from '../protocols/load.js';
import type { SimulatorOptions } from '../simulator/option-table.js';

/** The simulator in a provider's place, for one run. */
export type MockPlan = { readonly options: SimulatorOptions; /** The same options in one spelling. */ readonly canonical: string };

/** Where a request goes, before any key is looked up or connection opened. */
export type Target = {
  readonly row: ProviderRow;
  readonly protocol: ProtocolName;
  readonly baseUrl: string;
  readonly mock: MockPlan | undefined;
};

export type CachePolicy = {
  readonly isOn: boolean;
  /** Ask again and replace what is remembered. */
  readonly refresh: boolean;
  /** Never ask the provider. */
  readonly only: boolean;
  /** 0 keeps answers for ever. */
  readonly ttlMs: number;
};

/** One model that may answer a prompt, with a request and a cache key of its own. */
export type Candidate = { readonly target: Target; readonly request: ChatRequest; readonly cacheKey: string };

/** Everything about one prompt that is decided before it is sent; it is itself the candidate that was asked for. */
export type CompletePlan = Candidate & {
  readonly cache: CachePolicy;
  /** Asked at the same time; the first to speak answers. */
  readonly rivals: readonly Candidate[];
  /** Asked in this order when those before them fail. */
  readonly fallbacks: readonly Candidate[];
};

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

/** Everything about one prompt that is decided before it is sent. */
export type CompletePlan = {
  readonly target: Target;
  readonly request: ChatRequest;
  readonly cacheKey: string;
  readonly cache: CachePolicy;
};

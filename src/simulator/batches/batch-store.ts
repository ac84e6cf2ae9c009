import type { ServedFile, ServedJob, ServedLine } from '../../protocols/batch-server.js';

/** A batch with what is still to be done of it. */
export type KeptJob = ServedJob & {
  readonly lines: readonly ServedLine[];
  /** How often it will be looked at before it has ended. */
  readonly looksLeft: number;
  readonly expires: boolean;
  /** What chance depends on. */
  readonly word: string;
};

/** The files and batches of one vendor, in memory. */
export type BatchStore = { readonly files: Map<string, ServedFile>; readonly jobs: Map<string, KeptJob> };

/** Stores by vendor, made when the first one asks. */
export const createBatchStores = (): ((provider: string) => BatchStore) => {
  const stores = new Map<string, BatchStore>();
  return (provider) => {
    const store = stores.get(provider) ?? { files: new Map(), jobs: new Map() };
    stores.set(provider, store);
    return store;
  };
};

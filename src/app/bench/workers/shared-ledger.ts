import type { Ledger } from '../budget.js';

/** A token may cost less than a millionth of a cent; the sum of a run in this unit is far within 64 bits. */
const unitsPerUsd = 1e12;

export const createLedgerMemory = (): SharedArrayBuffer => new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);

/** A sum to which several threads add. */
export const openSharedLedger = (memory: SharedArrayBuffer): Ledger => {
  const sum = new BigInt64Array(memory);
  return {
    add: (usd) => {
      const units = BigInt(Math.round(usd * unitsPerUsd));
      return Number(Atomics.add(sum, 0, units) + units) / unitsPerUsd;
    },
  };
};

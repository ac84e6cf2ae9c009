import type { decodeFromCompressedBase64 } from 'hdr-histogram-js/dist/encoding.js';
import type { Histogram } from '../../bench/histogram.js';
import { createCounts, createHistogram } from '../../bench/histogram.js';
import type { Moments } from '../../bench/moments.js';
import { isObject, toNumber, toText } from '../../protocols/json.js';

/** A histogram as text: HdrHistogram's own compressed encoding, and what the counts do not tell exactly. */
export type SavedHistogram = Moments & { readonly hdr: string };

/** Null for an empty histogram. */
export const toSavedHistogram = async (histogram: Histogram): Promise<SavedHistogram | null> => {
  const moments = histogram.moments();
  if (moments.n === 0) return null;
  const { encodeIntoCompressedBase64 } = await import('hdr-histogram-js/dist/encoding.js');
  return { ...moments, hdr: encodeIntoCompressedBase64(histogram.counts) };
};

/** Rejects when the text is none of these. */
export const readSavedHistogram = async (saved: unknown): Promise<Histogram> => {
  if (saved === null) return createHistogram();
  if (!isObject(saved)) throw new Error('not a histogram');
  const numberOf = (name: keyof Moments): number => {
    const value = toNumber(saved[name]);
    if (value === null) throw new Error(`${name} is missing`);
    return value;
  };
  const moments: Moments = { n: numberOf('n'), mean: numberOf('mean'), squares: numberOf('squares'), min: numberOf('min'), max: numberOf('max') };
  const { decodeFromCompressedBase64: decode } = await import('hdr-histogram-js/dist/encoding.js');
  const counts = createCounts();
  const target: ReturnType<typeof decodeFromCompressedBase64> = counts;
  target.add(decode(toText(saved['hdr'])));
  if (counts.totalCount !== moments.n) throw new Error('not the histogram of these moments');
  return createHistogram(counts, moments);
};

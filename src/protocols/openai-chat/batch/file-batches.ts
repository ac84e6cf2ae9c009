import type { FormField } from '../../multipart.js';

/**
 * What tells the batches of one vendor of this family from another's. All are made of an uploaded file of JSON Lines
 * (OpenAI API reference, "Batch"; console.groq.com docs, "Batch Processing"; docs.together.ai, "Batch inference").
 */
export type FileBatches = {
  readonly provider: string;
  readonly mostRequests: number;
  readonly mostBytes: number;
  readonly isOneModel: boolean;
  readonly priceShare: number | null;
  readonly uploadPath: string;
  readonly uploadFields: (name: string) => readonly FormField[];
  /** Lines name the address of their request; Together's do not. */
  readonly hasAddressInLines: boolean;
  /** The label goes into `metadata`, where the vendor keeps any. */
  readonly hasMetadata: boolean;
};

const megabyte = 1_000_000;

export const openaiBatches: FileBatches = {
  provider: 'openai', mostRequests: 50_000, mostBytes: 200 * megabyte, isOneModel: true, priceShare: 0.5,
  uploadPath: '/files', uploadFields: () => [{ name: 'purpose', value: 'batch' }], hasAddressInLines: true, hasMetadata: true,
};

export const groqBatches: FileBatches = {
  provider: 'groq', mostRequests: 50_000, mostBytes: 100 * megabyte, isOneModel: false, priceShare: 0.5,
  uploadPath: '/files', uploadFields: () => [{ name: 'purpose', value: 'batch' }], hasAddressInLines: true, hasMetadata: true,
};

/** Together grants a discount for some models only and does not say in the answer for which. */
export const togetherBatches: FileBatches = {
  provider: 'together', mostRequests: 50_000, mostBytes: 100 * megabyte, isOneModel: true, priceShare: null,
  uploadPath: '/files/upload',
  uploadFields: (name) => [{ name: 'purpose', value: 'batch-api' }, { name: 'file_name', value: name }, { name: 'file_type', value: 'jsonl' }],
  hasAddressInLines: false, hasMetadata: false,
};

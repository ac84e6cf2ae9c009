import type { BatchClient } from './batch.js';
import type { BatchServer } from './batch-server.js';
import type { ProtocolName } from './load.js';

const loadFileBatches = async (vendor: 'openai' | 'groq' | 'together'): Promise<BatchClient> => {
  const [{ createFileBatchClient }, { openaiBatches, groqBatches, togetherBatches }] = await Promise.all([import('./openai-chat/batch/client.js'), import('./openai-chat/batch/file-batches.js')]);
  return createFileBatchClient({ openai: openaiBatches, groq: groqBatches, together: togetherBatches }[vendor]);
};

/** The vendors with asynchronous batches, as a person reads them. */
export const batchVendors = 'openai, anthropic, google, groq and together';

/** Loads the code of one vendor's asynchronous batches; undefined where it has none. */
export const loadBatchClient = async (name: ProtocolName): Promise<BatchClient | undefined> => {
  switch (name) {
    case 'openai':
    case 'openai-responses':
      return loadFileBatches('openai');
    case 'groq':
    case 'together':
      return loadFileBatches(name);
    case 'anthropic':
      return (await import('./anthropic/batch/client.js')).anthropicBatchClient;
    case 'google':
      return (await import('./google/batch/client.js')).googleBatchClient;
    case 'openrouter':
    case 'cohere':
    case 'ollama':
    case 'openai-compatible':
      return undefined;
  }
};

const loadFileServer = async (vendor: 'openai' | 'groq' | 'together'): Promise<BatchServer> => {
  const [{ createFileBatchServer, createTogetherBatchServer }, { openaiBatches, groqBatches, togetherBatches }] = await Promise.all([import('./openai-chat/batch/server.js'), import('./openai-chat/batch/file-batches.js')]);
  if (vendor === 'together') return createTogetherBatchServer(togetherBatches);
  return createFileBatchServer(vendor === 'openai' ? openaiBatches : groqBatches);
};

/** The same for a server. */
export const loadBatchServer = async (name: ProtocolName): Promise<BatchServer | undefined> => {
  switch (name) {
    case 'openai':
    case 'groq':
    case 'together':
      return loadFileServer(name);
    case 'anthropic':
      return (await import('./anthropic/batch/server.js')).anthropicBatchServer;
    case 'google':
      return (await import('./google/batch/server.js')).googleBatchServer;
    default:
      return undefined;
  }
};

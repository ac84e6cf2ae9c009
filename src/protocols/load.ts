import type { Protocol } from './protocol.js';

export const protocolNames = [
  'openrouter', 'openai', 'openai-responses', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama', 'openai-compatible',
] as const;

/** A wire format as a vendor speaks it. */
export type ProtocolName = (typeof protocolNames)[number];

const loadChat = async (dialect: 'openrouter' | 'openai' | 'groq' | 'together'): Promise<Protocol> => {
  const [{ createOpenAiChat }, dialects] = await Promise.all([import('./openai-chat/protocol.js'), import('./openai-chat/dialects.js')]);
  return createOpenAiChat(dialects[dialect]);
};

const loadCompatible = async (provider: string): Promise<Protocol> => {
  const [{ createOpenAiChat }, { compatible }] = await Promise.all([import('./openai-chat/protocol.js'), import('./openai-chat/dialects.js')]);
  return createOpenAiChat(compatible(provider));
};

/** Loads the code of one wire format and nothing of the others. `provider` names an OpenAI-compatible server. */
export const loadProtocol = async (name: ProtocolName, provider: string = name): Promise<Protocol> => {
  switch (name) {
    case 'openrouter':
    case 'openai':
    case 'groq':
    case 'together':
      return loadChat(name);
    case 'openai-compatible':
      return loadCompatible(provider);
    case 'openai-responses':
      return (await import('./openai-responses/protocol.js')).openaiResponses;
    case 'anthropic':
      return (await import('./anthropic/protocol.js')).anthropic;
    case 'google':
      return (await import('./google/protocol.js')).google;
    case 'ollama':
      return (await import('./ollama/protocol.js')).ollama;
    case 'cohere':
      return (await import('./cohere/protocol.js')).cohere;
  }
};

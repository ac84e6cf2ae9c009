import { createConnection } from 'node:net';
import { UadaError } from '../core/errors.js';
import type { ModelInfo } from '../core/provider.js';

/** How long a machine may take to say that Ollama listens there: it is local, so a refusal comes at once. */
const probeMs = 300;

/** True when something accepts connections at the address. */
export const isListening = (baseUrl: string, patienceMs = probeMs): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port, protocol } = new URL(baseUrl);
    const socket = createConnection({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(patienceMs, () => settle(false)).once('connect', () => settle(true)).once('error', () => settle(false));
  });

/** The model to ask where the person named only Ollama: the first one installed that can chat. */
export const firstChatModel = (models: readonly ModelInfo[]): string => {
  const model = models.find(({ isChat }) => isChat !== false);
  if (model !== undefined) return model.id;
  throw new UadaError('usage', 'Ollama runs, but no model is installed.', { provider: 'ollama', hint: 'Install one, for example with `ollama pull gemma4`.' });
};

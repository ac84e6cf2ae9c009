import { UadaError } from '../core/errors.js';
import { loadBatchServer } from '../protocols/load-batch.js';
import type { ServerFailure } from '../protocols/protocol.js';
import type { Call } from './call.js';
import { sendReply } from './call.js';
import { sendFaultReply } from './fault-reply.js';
import type { Mount } from './providers.js';

/** True for a path that may be one of files or batches. */
export const isBatchPath = (path: string | undefined): boolean => path !== undefined && /batch|\/files(?:\/|$)/i.test(path);

const toFailure = (error: unknown): ServerFailure => {
  if (!(error instanceof UadaError) || error.kind !== 'usage') throw error;
  return { reason: 'parameter', message: error.message, ...(error.code === undefined ? {} : { parameter: error.code }) };
};

/** Serves the batch endpoints of a vendor, whose code is loaded for the first who asks; false for an address of something else. */
export const serveBatchCall = async (call: Call, mount: Mount): Promise<boolean> => {
  const { request, response, faults } = call;
  const [name] = mount.protocols;
  const server = name === undefined ? undefined : await loadBatchServer(name);
  if (server === undefined) return false;
  try {
    const asked = server.route(request);
    if (asked === undefined) return false;
    if (faults.reply === undefined) {
      const { serveBatch } = await import('./batches/serve-batch.js');
      const baseUrl = `http://${request.headers['host'] ?? 'localhost'}${mount.base ?? mount.root}`;
      await sendReply(response, await serveBatch(asked, { call, server, store: call.shared.batches(mount.provider), protocols: mount.protocols, baseUrl }));
    } else {
      await sendFaultReply(call, faults.reply);
    }
  } catch (error) {
    await sendReply(response, call.side.encodeFailure(toFailure(error), call.identity.id));
  }
  return true;
};

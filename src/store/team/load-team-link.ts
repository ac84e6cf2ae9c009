import type { TeamAddress } from './team-address.js';
import type { OpenTeamLink } from './team-link.js';

/** Loads the adapter for an address. Throws a module error when the optional package is not installed. */
export const loadTeamLink = async (address: TeamAddress): Promise<OpenTeamLink> => {
  if (address.kind === 'redis') return (await import('./redis-link.js')).loadRedisLink(address);
  return (await import('./postgres-link.js')).loadPostgresLink(address);
};

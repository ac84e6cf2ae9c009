import { candidateName } from './candidate-name.js';
import type { Candidate } from './complete-plan.js';

/** What a request waits for before it has a connection. */
export const toConnectingText = ({ target }: Candidate): string => `connecting to ${target.row.id}`;

/** What a request waits for that has one, until the first token. */
export const toWaitingText = (candidate: Candidate): string =>
  `waiting for ${candidateName(candidate)}${candidate.target.row.loadsModels === true ? ', which may have to load' : ''}`;

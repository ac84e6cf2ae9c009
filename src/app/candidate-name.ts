import type { Candidate } from './complete-plan.js';

/** A model as a person writes it, with who offers it: `openai/gpt-4o`. */
export const candidateName = ({ target, request }: Pick<Candidate, 'target' | 'request'>): string => `${target.row.id}/${request.model}`;

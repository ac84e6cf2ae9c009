import type { Candidate } from './complete-plan.js';

/** What it took to get an answer. */
export type RunTally = {
  /** Requests that were sent. */
  readonly attempts: number;
  /** Who answered; the one that was asked until another does. */
  readonly answerer: Candidate;
  readonly onRequest: () => void;
  readonly onAnswerer: (candidate: Candidate) => void;
};

export const createRunTally = (asked: Candidate): RunTally => {
  let attempts = 0;
  let answerer = asked;
  return {
    get attempts() {
      return attempts;
    },
    get answerer() {
      return answerer;
    },
    onRequest: () => {
      attempts += 1;
    },
    onAnswerer: (candidate) => {
      answerer = candidate;
    },
  };
};

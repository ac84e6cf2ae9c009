import type { Notice } from '../layers/notice.js';
import type { Candidate } from './complete-plan.js';
import type { LengthFlag } from './judge-answer.js';

/** What it took to get an answer. */
export type RunTally = {
  /** Requests that were sent. */
  readonly attempts: number;
  /** Who answered; the one that was asked until another does. */
  readonly answerer: Candidate;
  /** The flag that an answer which is too short calls for. */
  readonly lengthFlag: LengthFlag;
  readonly onRequest: () => void;
  readonly onNotice: (notice: Notice) => void;
  readonly onAnswerer: (candidate: Candidate) => void;
};

export const createRunTally = (asked: Candidate): RunTally => {
  let attempts = 0;
  let answerer = asked;
  let lengthFlag: LengthFlag = '--max-tokens';
  return {
    get lengthFlag() {
      return lengthFlag;
    },
    onNotice: ({ type }) => {
      if (type === 'max_cost') lengthFlag = '--max-cost';
    },
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

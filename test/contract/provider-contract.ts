import { answerContract } from './answers.js';
import { breakContract } from './breaks.js';
import { modelListContract } from './model-lists.js';
import { refusalContract } from './refusals.js';
import type { ContractRow } from './rows.js';

/** Everything that a provider promises to the rest of the program, whatever its format. */
export const provideContract = (row: ContractRow): void => {
  answerContract(row);
  refusalContract(row);
  breakContract(row);
  modelListContract(row);
};

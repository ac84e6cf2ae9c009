import { provideContract } from './provider-contract.js';
import { contractRows } from './rows.js';

contractRows.forEach(provideContract);

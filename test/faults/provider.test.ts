import { runRows } from './fault-row.js';
import { providerRows } from './provider-rows.js';

runRows(providerRows);

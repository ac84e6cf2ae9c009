import { runRows } from './fault-row.js';
import { networkRows } from './network-rows.js';

runRows(networkRows);

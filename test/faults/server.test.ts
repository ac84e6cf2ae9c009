import { runRows } from './fault-row.js';
import { serverRows } from './server-rows.js';

runRows(serverRows);

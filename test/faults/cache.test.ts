import { runRows } from './fault-row.js';
import { cacheRows } from './cache-rows.js';

runRows(cacheRows);

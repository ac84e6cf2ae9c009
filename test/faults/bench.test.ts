import { benchRows } from './bench-rows.js';
import { runRows } from './fault-row.js';

runRows(benchRows);

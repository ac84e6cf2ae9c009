import { runRows } from './fault-row.js';
import { keyRows } from './key-rows.js';

runRows(keyRows);

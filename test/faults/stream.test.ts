import { runRows } from './fault-row.js';
import { streamRows } from './stream-rows.js';

runRows(streamRows);

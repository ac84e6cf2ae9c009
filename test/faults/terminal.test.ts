import { runRows } from './fault-row.js';
import { terminalRows } from './terminal-rows.js';

runRows(terminalRows);

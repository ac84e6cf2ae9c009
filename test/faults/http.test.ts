import { runRows } from './fault-row.js';
import { httpRows } from './http-rows.js';

runRows(httpRows);

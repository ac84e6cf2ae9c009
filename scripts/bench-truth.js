// Proves what `uada bench` promises of its clock, load and verdicts against a server of its own process that stamps
// every event, and prints a table: `npm run bench:truth`, or `npm run bench:truth -- events co` for a part of it. A base
// URL before the names takes another server that stamps its events in the same way.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/bench/truth/main.ts');

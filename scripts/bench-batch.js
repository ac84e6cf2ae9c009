// Kills and resumes a batch of 10,000 prompts, and measures memory and throughput of runs that are left alone.
// `--scale 0.1` shortens it, `--seed N` repeats it,
// `--only kills|16|1000` makes one of its three runs (16 or 1000 prompts at once).
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/batch/main.ts');

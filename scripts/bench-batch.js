// Kills and resumes a batch of 10,000 prompts, and measures memory and throughput of runs that are left alone.
// `--scale 0.1` shortens it, `--seed N` repeats it.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/batch/main.ts');

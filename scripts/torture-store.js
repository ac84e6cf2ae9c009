// Tortures the store at its whole size: kills, sixteen writers, random damage. `--scale 0.1` shortens it, `--seed N` repeats it.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/store/torture/main.ts');

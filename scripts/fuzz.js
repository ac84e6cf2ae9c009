// Feeds a million mutated streams of each framing to framers and decoders. `--streams 50000` shortens it, `--seed N` repeats it.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/fuzz/main.ts');

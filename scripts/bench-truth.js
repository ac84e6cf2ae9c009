// Holds the clock of `uada bench` against a server that tells when it sent each event:
// `node scripts/bench-truth.js PATH-OF-STAMP-SERVER [--streams 256] [--seconds 10]`. The server runs in its own process.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/bench/truth/main.ts');

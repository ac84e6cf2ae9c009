// Writes what is generated from the command tree: completions, the manual page and the help blocks of README.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('scripts/documents/main.ts');

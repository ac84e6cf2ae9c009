// How fast the filter in front of a terminal is: `npm run bench:sanitiser`.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/render/bench-sanitiser.ts');

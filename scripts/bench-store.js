// Figures of the cache and the history at growing sizes: `npm run bench:store [-- --rows 1000,100000 --only cache]`.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/store/bench/main.ts');

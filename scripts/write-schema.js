// Writes schemas/config.schema.json, the JSON Schema of config.toml, out of the table of settings.
import { runTestProgram } from './run-test-program.js';

await runTestProgram('test/config/write-schema.ts');

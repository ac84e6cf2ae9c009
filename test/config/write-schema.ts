import { mkdirSync, writeFileSync } from 'node:fs';
import { configSchema } from '../../src/config/config-schema.js';

mkdirSync('schemas', { recursive: true });
writeFileSync('schemas/config.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`);

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDocuments } from './documents.js';

for (const [path, text] of createDocuments()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

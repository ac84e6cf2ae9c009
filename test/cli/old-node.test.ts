import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';

const oldNode = fileURLToPath(new URL('../helpers/old-node.cjs', import.meta.url));

it('says in a sentence that Node is too old', async () => {
  const { exitCode, stderr } = await runUada(['hi'], { env: { NODE_OPTIONS: `--require "${oldNode}"` } });
  expect(stderr).toBe('uada: Node.js 12.22.12 is too old. Install 20.19 or newer (https://nodejs.org).\n');
  expect(exitCode).toBe(2);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variables that break the program from inside: the statement runs when a request with a key is made, which `auth` holds. */
export const breakingAt = (statement: string): Readonly<Record<string, string>> => {
  const file = join(mkdtempSync(join(tmpdir(), 'uada-crash-')), 'break.cjs');
  writeFileSync(file, `
    const http = require('node:http');
    const { request } = http;
    http.request = (...given) => {
      const auth = JSON.stringify(given.map(({ headers }) => headers));
      ${statement};
      return request(...given);
    };
    require('node:module').syncBuiltinESMExports();
  `);
  return { NODE_OPTIONS: `--require ${file}` };
};

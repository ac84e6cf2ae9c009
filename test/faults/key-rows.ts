import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { answerText } from '../contract/connected.js';
import { runUada } from '../helpers/run-uada.js';
import { mounts } from '../../src/simulator/providers.js';
import type { FaultRow } from './fault-row.js';
import { checkEach } from './fault-row.js';
import { expectOutcome, saidBy } from './outcome.js';
import { provenBy } from './proven-by.js';
import { formatOf, providers } from './providers.js';
import { newHome, runInside } from './run-inside.js';
import { answer, serveReplies } from './scripted-provider.js';

const withKey = providers.filter((provider) => provider !== 'ollama');
const variableOf = (provider: (typeof providers)[number]): string => mounts[provider].keyVariable ?? '';

const ask = (provider: string, words: readonly string[], env: Readonly<Record<string, string>>) =>
  runInside(['complete', '-p', provider, ...words, 'hi'], { env });

const seen = (id: string, fault: string, ...files: readonly string[]): FaultRow => ({ id, fault, checks: provenBy(id, ...files) });

const secretRows: readonly FaultRow[] = [
  {
    id: 'K1', fault: 'a key is missing, blank, or has a line end',
    checks: [
      ...provenBy('K1', 'test/config/key-text.test.ts'),
      ...checkEach(withKey, async (provider) => {
        const server = await serveReplies(provider, answer());
        for (const key of ['', '  ', '\n']) {
          const run = await ask(provider, server.words, { [variableOf(provider)]: key });
          expect(run.exitCode).toBe(3);
          expect(saidBy(run)[0]).toContain(variableOf(provider));
        }
        expect(server.requests).toEqual([]);
        expect(await ask(provider, server.words, { [variableOf(provider)]: ' canary-abc-12345\r\n' })).toMatchObject({ exitCode: 0, stdout: answerText });
      }),
    ],
  },
  {
    id: 'K2', fault: 'a key with characters no header takes',
    checks: checkEach(withKey, async (provider) => {
      const server = await serveReplies(provider, answer());
      for (const key of ['canary-日本-12345', 'canary-\u0001-12345', 'canary-a\nb-12345']) {
        const run = await ask(provider, server.words, { [variableOf(provider)]: key });
        expect([run.exitCode, saidBy(run).length]).toEqual([3, 1]);
        expect(run.stderr).not.toMatch(/canary-|TypeError|ERR_/);
      }
      expect(server.requests).toEqual([]);
    }),
  },
  seen('K3', 'a config file that cannot be meant', 'test/config/config-file-faults.test.ts', 'test/config/config-file.test.ts'),
  seen('K4', 'others can read the file of a key', 'test/config/config-file.test.ts', 'test/cli/doctor.test.ts'),
  seen('K5', 'a key on the command line', 'test/cli/keys.test.ts'),
  {
    id: 'K6', fault: 'a key where it can be seen',
    checks: [
      ...provenBy('K6', 'test/cli/canaries.test.ts'),
      ...checkEach(withKey, async (provider) => {
        const server = await serveReplies(provider, answer());
        await ask(provider, server.words, { [variableOf(provider)]: 'canary-in-headers-only' });
        const [request] = server.requests;
        expect(`${request?.path ?? ''}?${request?.query.toString() ?? ''}${request?.body ?? ''}`).not.toContain('canary');
        const holders = Object.entries(request?.headers ?? {}).filter(([, value]) => value.includes('canary-in-headers-only'));
        expect(holders).toHaveLength(1);
        if (provider === 'google') expect(holders[0]?.[0]).toBe('x-goog-api-key');
      }),
    ],
  },
];

const addressRows: readonly FaultRow[] = [
  {
    id: 'K7', fault: 'a project directory that sets a base URL',
    checks: checkEach(withKey, async (provider) => {
      const project = newHome();
      const evil = 'https://evil.example';
      mkdirSync(join(project, '.uada'));
      const variable = mounts[provider].variable;
      for (const name of ['.env', '.env.local']) writeFileSync(join(project, name), `${variable}=${evil}\n`);
      for (const name of ['config.toml', '.uada.toml', 'uada.toml', '.uada/config.toml']) writeFileSync(join(project, name), `[providers.${provider}]\nbase_url = "${evil}"\n`);
      const run = await runUada(['complete', '-p', provider, '--dry-run', 'hi'], { cwd: project, env: { [variableOf(provider)]: 'canary-project' } });
      expect(run.exitCode).toBe(0);
      expect(run.stdout + run.stderr).not.toContain('evil.example');
    }),
  },
  {
    id: 'K8', fault: 'a base URL without TLS on another machine',
    checks: checkEach(withKey, async (provider) => {
      const words = ['--base-url', 'http://api.example', '-m', formatOf(provider).model];
      await expectOutcome(provider, words, { exitCode: 2, says: /https|--allow-http/, isCached: false });
    }),
  },
  {
    id: 'K9', fault: 'a base URL with a login, a query, slashes, its version',
    checks: checkEach(providers, async (provider) => {
      const server = await serveReplies(provider, answer());
      const plain = await expectOutcome(provider, server.words, { exitCode: 0, stdout: answerText, isCached: true });
      const { host } = new URL(server.origin);
      for (const url of [`${server.origin}/`, `${server.origin}//`, `http://reader:hunter2secret@${host}/`]) {
        expect(await ask(provider, [...server.words, '--base-url', url, '--no-cache'], {})).toMatchObject({ exitCode: 0, stdout: plain.stdout });
      }
      expect(new Set(server.requests.map((request) => request.path)).size).toBe(1);
      const lost = await ask(provider, [...server.words, '--base-url', 'http://reader:hunter2secret@127.0.0.1:1/'], {});
      expect(lost.exitCode).toBe(6);
      expect(lost.stderr).not.toContain('hunter2secret');
    }),
  },
  seen('K10', 'a keychain that is locked or does not answer', 'test/config/keychain.test.ts'),
];

/** Faults of config and keys, K1 to K10. */
export const keyRows: readonly FaultRow[] = [...secretRows, ...addressRows];

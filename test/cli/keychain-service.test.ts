import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';
import { watched } from '../helpers/watch-leaks.js';

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => spawnSync(name, ['--version']).status !== 0);
if (missing.length > 0) process.stderr.write(`Skipped: the Secret Service needs ${missing.join(' and ')}.\n`);

const canary = 'sk-canary-of-the-service-7f3a-wxyz';
const server = await useScriptedServer(say('fine'));

type Session = { readonly stdout: string; readonly stderr: string };

/** Runs a script of the shell in a D-Bus session of its own with an unlocked keychain that nobody else uses. */
const inSession = (script: string, env: Readonly<Record<string, string>>): Promise<Session> =>
  new Promise((resolve, reject) => {
    const unlocked = `eval "$(printf 'unlock\\n' | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"\n`;
    const words = ['--', 'sh', '-c', `${unlocked}uada() { "$NODE" "$UADA" "$@"; }\n${script}`];
    watched(execFile('dbus-run-session', words, { env: { ...env, NODE: process.execPath, UADA: bin } }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`The session failed: ${stderr}`, { cause: error }));
    }));
  });

describe.skipIf(missing.length > 0)('the Secret Service of the system', () => {
  it('keeps a key that is in no file, which complete sends, keys list shows masked and keys rm removes', async () => {
    const home = mkdtempSync(join(tmpdir(), 'uada-service-'));
    const env = ownEnvironment({ ...noKeys, HOME: home, XDG_RUNTIME_DIR: home, UADA_CONFIG_DIR: join(home, 'config'), OPENAI_BASE_URL: server.url });
    const { stdout, stderr } = await inSession([
      `printf ${canary} | uada keys set openai`, 'cat "$UADA_CONFIG_DIR/keys.json"', 'uada keys list | grep ^openai', 'uada -p openai hi && echo', 'uada keys rm openai',
      'uada keys list | grep ^openai', 'uada -p openai --no-cache again; echo "code $?"',
    ].join('\n'), env);
    expect(stdout).toBe('{\n  "openai": {\n    "keychain": "…wxyz"\n  }\n}\nopenai      …wxyz  keychain\nfine\nopenai      no key\ncode 3\n');
    expect(stderr).toContain('uada: The openai key …wxyz is stored in the keychain.\n');
    expect(stderr).toContain('uada: The stored openai key is removed.\n');
    expect(server.headers.map(({ authorization }) => authorization)).toEqual([`Bearer ${canary}`]);
    expect(`${stdout}${stderr}${readFileSync(join(home, 'config', 'keys.json'), 'utf8')}`).not.toContain('canary');
  }, 60_000);
});

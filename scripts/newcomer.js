// The path of a newcomer, with nothing but README: each command that it shows before its table of providers, exactly as
// it stands there, in a fresh clone with an empty home; `npm run newcomer` prints the seconds of each and ends with 1 when one fails.
// `--list` only lists the commands.
// npm's settings and its cache are those of this machine: how fast a registry answers says nothing about uada.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSteps } from './newcomer/read-steps.js';

const root = fileURLToPath(new URL('..', import.meta.url));
if (process.argv.includes('--list')) {
  process.stdout.write(`${readSteps(readFileSync(join(root, 'README.md'), 'utf8')).join('\n')}\n`);
  process.exit();
}

const place = mkdtempSync(join(tmpdir(), 'uada-newcomer-'));
const [clone, home] = [join(place, 'uada'), join(place, 'home')];
mkdirSync(home);

const ownSettings = join(homedir(), '.npmrc');
const environment = {
  PATH: `${join(home, '.npm-global', 'bin')}:${process.env.PATH}`, HOME: home, LANG: 'C.UTF-8', TERM: 'dumb',
  // Where the system's own folder is not the newcomer's to write in, npm is told another one.
  npm_config_prefix: join(home, '.npm-global'), npm_config_cache: execFileSync('npm', ['config', 'get', 'cache']).toString().trim(),
  ...(existsSync(ownSettings) ? { npm_config_userconfig: ownSettings } : {}),
};

/** What a shell was taught by a command is gone with it, so it is looked at in the same one. */
const andCheck = (command) => (command.includes('completion bash') ? `${command}\ncomplete -p uada` : command);

const run = (command, cwd) => {
  const beganMs = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', andCheck(command)], { cwd, env: environment, encoding: 'utf8' });
  return { seconds: (performance.now() - beganMs) / 1000, status, output: `${stdout}${stderr}`.trim().split('\n').slice(-4).join('\n') };
};

/** A load test that says with 12 that this machine was too busy for it has done its work. */
const isGood = (command, status) => status === 0 || (status === 12 && command.startsWith('uada bench'));

const report = (command, { seconds, status, output }) => {
  const isDone = isGood(command, status);
  if (!isDone) process.exitCode = 1;
  process.stdout.write(`${seconds.toFixed(1).padStart(6)} s  ${isDone ? 'ok    ' : 'FAILED'}  ${command}${isDone && status !== 0 ? `  (exit code ${status}: a busy machine)` : ''}\n`);
  if (!isDone) process.stdout.write(`${output.replace(/^/gm, '          ')}\n`);
};

report('git clone', run(`git clone --quiet ${JSON.stringify(root)} ${JSON.stringify(clone)}`, place));
for (const step of readSteps(readFileSync(join(clone, 'README.md'), 'utf8'))) report(step, run(step, clone));
rmSync(place, { recursive: true, force: true });

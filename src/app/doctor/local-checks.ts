import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigFault } from '../../config/check-config.js';
import { checkConfigFile } from '../../config/check-config.js';
import { readConfigFile } from '../../config/config-file.js';
import { roundByteSize } from '../../config/byte-size.js';
import type { Paths } from '../../config/paths.js';
import { readProxyVariables } from '../../config/proxy-variables.js';
import { listUnknownVariables } from '../../config/unknown-variables.js';
import { readStoredKeys } from '../../config/stored-keys.js';
import { driverFix, isDriverMissing, loadSqliteDriver } from '../../store/sqlite-driver.js';
import type { Io } from '../io.js';
import { providerIds } from '../rows.js';
import type { Check, Finding } from './check.js';

const ok = (detail: string): Finding => ({ status: 'ok', detail });

const checkNode = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return isNew ? ok(`Node.js ${process.versions.node}, ${process.platform} ${process.arch}`) : { status: 'fail', detail: `Node.js ${process.versions.node} is too old.`, fix: 'Install 20.19 or newer.' };
};

const faultsText = (faults: readonly ConfigFault[]): string => {
  const [first] = faults;
  return `${faults.length === 1 ? 'One fault' : `${faults.length} faults`}, the first in line ${first?.line ?? '?'}: ${first?.message ?? ''}`;
};

/** A file that other users can read or change: what is in it is no secret, or not the person's own. */
const openToOthers = (warning: string): Finding => {
  const [detail = '', fix = ''] = warning.split(': run ');
  return { status: 'fail', detail: `${detail}.`, fix: fix.replace(/\.$/, '') };
};

const checkConfig = async ({ configFile }: Paths): Promise<Finding> => {
  if (configFile === null) return { status: 'warn', detail: 'No home directory is known, so there is no config file.', fix: 'Set UADA_CONFIG_DIR.' };
  const faults = await checkConfigFile(configFile, providerIds);
  if (faults === undefined) return ok(`${configFile} does not exist; the defaults are in force`);
  if (faults.length > 0) return { status: 'fail', detail: faultsText(faults), fix: 'uada config validate shows them all.' };
  const [warning] = (await readConfigFile(configFile, providerIds)).warnings;
  return warning === undefined ? ok(`${configFile} is in order`) : openToOthers(warning);
};

const checkVariables = ({ environment }: Io): Finding => {
  const unknown = listUnknownVariables(environment);
  if (unknown.length === 0) return ok('No UADA_ variable is misspelt');
  const names = unknown.map(({ name, suggestion }) => (suggestion === undefined ? name : `${name} (${suggestion}?)`));
  return { status: 'warn', detail: `uada knows no variable ${names.join(', ')}`, fix: 'Check the spelling.' };
};

/** The nearest directory above that exists decides whether one can be made. */
const nearest = (directory: string): string => (existsSync(directory) || dirname(directory) === directory ? directory : nearest(dirname(directory)));

const checkDirectory = (directory: string | null, variable: string): Finding => {
  if (directory === null) return { status: 'warn', detail: 'No home directory is known.', fix: `Set ${variable}.` };
  try {
    accessSync(nearest(directory), constants.W_OK | constants.X_OK);
  } catch {
    return { status: 'fail', detail: `${directory} cannot be written.`, fix: `Check who owns it, or set ${variable}.` };
  }
  const isOpen = process.platform !== 'win32' && existsSync(directory) && (statSync(directory).mode & 0o077) !== 0;
  return isOpen ? { status: 'warn', detail: `Other users can look into ${directory}.`, fix: `chmod 700 "${directory}"` } : ok(`${directory} can be written`);
};

const checkKeyFile = ({ configDir }: Paths): Finding => {
  const { keys, warnings } = configDir === null ? { keys: new Map(), warnings: [] } : readStoredKeys(configDir);
  const [warning] = warnings;
  return warning === undefined ? ok(keys.size === 0 ? 'No key is stored' : `${keys.size} stored, for your eyes only`) : openToOthers(warning);
};

const checkDatabase = async (dataDir: string | null, name: string): Promise<Finding> => {
  try {
    const open = await loadSqliteDriver();
    const path = dataDir === null ? ':memory:' : join(dataDir, name);
    const isThere = path !== ':memory:' && existsSync(path);
    const handle = open(isThere ? path : ':memory:', 500);
    try {
      const state = String(handle.pragma('quick_check(1)', { simple: true }));
      if (state !== 'ok') return { status: 'fail', detail: `${path} is damaged: ${state}`, fix: 'The next run moves it aside and saves what it can.' };
      const version = String(handle.prepare('SELECT sqlite_version()').pluck().get());
      return ok(`SQLite ${version}; ${isThere ? `${path}, ${roundByteSize(statSync(path).size)}, is whole` : 'nothing is stored yet'}`);
    } finally {
      handle.close();
    }
  } catch (error) {
    if (isDriverMissing(error)) return { status: 'fail', detail: 'The native module of SQLite is not there: nothing is remembered.', fix: `${driverFix(import.meta.url)}.` };
    return { status: 'fail', detail: `${name} cannot be used: ${error instanceof Error ? error.message : 'unknown reason'}.`, fix: 'The next run moves a damaged file aside.' };
  }
};

const checkTerminal = ({ stdout, environment }: Io): Finding => {
  const { columns = 80 } = stdout;
  const isUtf8 = /utf-?8/i.test(environment['LC_ALL'] ?? environment['LC_CTYPE'] ?? environment['LANG'] ?? '') || process.platform !== 'linux';
  const hasColour = (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
  if (stdout.isTTY !== true) return ok('stdout is no terminal: answers are plain text');
  const facts = `${columns} columns, ${hasColour ? 'colours' : 'no colours'}, TERM=${environment['TERM'] ?? ''}`;
  return isUtf8 ? ok(`${facts}, Unicode`) : { status: 'warn', detail: `${facts}, no Unicode`, fix: 'Set LANG to a UTF-8 locale, such as C.UTF-8.' };
};

const checkProxy = ({ environment }: Io): Finding => {
  const { noProxy, ...proxies } = readProxyVariables(environment);
  const names = Object.entries(proxies).filter(([, value]) => value !== undefined).map(([name]) => name.replace('Proxy', '_proxy'));
  if (names.length === 0) return ok('No proxy is set');
  return ok(`${names.join(', ')} of the environment${noProxy === undefined ? '' : `, except for ${noProxy}`}`);
};

/** What can be looked at without leaving this machine. */
export const localChecks = (paths: Paths, io: Io): readonly Check[] => [
  { name: 'node', run: async () => Promise.resolve(checkNode()) },
  { name: 'config', run: () => checkConfig(paths) },
  { name: 'variables', run: async () => Promise.resolve(checkVariables(io)) },
  { name: 'config directory', run: async () => Promise.resolve(checkDirectory(paths.configDir, 'UADA_CONFIG_DIR')) },
  { name: 'data directory', run: async () => Promise.resolve(checkDirectory(paths.dataDir, 'UADA_DATA_DIR')) },
  { name: 'stored keys', run: async () => Promise.resolve(checkKeyFile(paths)) },
  { name: 'cache', run: () => checkDatabase(paths.dataDir, 'cache.db') },
  { name: 'history', run: () => checkDatabase(paths.dataDir, 'history.db') },
  { name: 'terminal', run: async () => Promise.resolve(checkTerminal(io)) },
  { name: 'proxy', run: async () => Promise.resolve(checkProxy(io)) },
];

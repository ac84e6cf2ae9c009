import { homedir, userInfo } from 'node:os';
import { posix, win32 } from 'node:path';
import type { Environment } from './environment.js';

/** Where uada keeps its files, absolute. Null when no home directory is known: work without the file then. */
export type Paths = {
  /** Holds config.toml and keys.json. */
  readonly configDir: string | null;
  readonly configFile: string | null;
  /** Holds the cache and the history. */
  readonly dataDir: string | null;
};

type Base = { readonly config: string | null; readonly data: string | null };

const attempt = (read: () => string): string | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

// os.homedir() repeats an empty or relative HOME; the user database knows better.
const findHome = (): string => {
  const home = attempt(homedir);
  return home !== null && (posix.isAbsolute(home) || win32.isAbsolute(home)) ? home : userInfo().homedir;
};

const windowsBase = (environment: Environment, home: string | null): Base => {
  const under = (value: string | undefined, fallback: string): string | null =>
    value !== undefined && win32.isAbsolute(value) ? value : home === null ? null : win32.join(home, 'AppData', fallback);
  return { config: under(environment['APPDATA'], 'Roaming'), data: under(environment['LOCALAPPDATA'], 'Local') };
};

const posixBase = (environment: Environment, home: string | null, isMac: boolean): Base => {
  // The XDG Base Directory Specification: a relative path is to be ignored.
  const under = (value: string | undefined, ...fallback: readonly string[]): string | null =>
    value !== undefined && posix.isAbsolute(value) ? value : home === null ? null : posix.join(home, ...fallback);
  const mac = ['Library', 'Application Support'];
  return {
    config: under(environment['XDG_CONFIG_HOME'], ...(isMac ? mac : ['.config'])),
    data: under(environment['XDG_DATA_HOME'], ...(isMac ? mac : ['.local', 'share'])),
  };
};

/**
 * The places of config, keys, cache and history: UADA_CONFIG_DIR and UADA_DATA_DIR, else the platform's own.
 * Never throws and touches no file. `findHomeDirectory` is asked when HOME (Windows: USERPROFILE) does not tell.
 */
export const resolvePaths = (
  environment: Environment, platform: NodeJS.Platform, findHomeDirectory: () => string = findHome,
): Paths => {
  const isWindows = platform === 'win32';
  const path = isWindows ? win32 : posix;
  const told = environment[isWindows ? 'USERPROFILE' : 'HOME'];
  const found = told !== undefined && path.isAbsolute(told) ? told : attempt(findHomeDirectory);
  const home = found !== null && path.isAbsolute(found) ? found : null;
  const base = isWindows ? windowsBase(environment, home) : posixBase(environment, home, platform === 'darwin');

  const place = (override: string | undefined, standard: string | null): string | null => {
    const wanted = override?.trim() ?? '';
    if (wanted === '') return standard === null ? null : path.join(standard, 'uada');
    // A service file or Dockerfile does not expand the tilde; a directory called "~" is never meant.
    return /^~(?=$|[\\/])/.test(wanted) && home !== null ? path.join(home, wanted.slice(1)) : attempt(() => path.resolve(wanted));
  };
  const configDir = place(environment['UADA_CONFIG_DIR'], base.config);
  return {
    configDir,
    configFile: configDir === null ? null : path.join(configDir, 'config.toml'),
    dataDir: place(environment['UADA_DATA_DIR'], base.data),
  };
};

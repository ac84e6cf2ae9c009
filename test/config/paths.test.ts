import { describe, expect, it } from 'vitest';
import { resolvePaths } from '../../src/config/paths.js';

const noHome = (): string => {
  throw new Error('ENOENT: no home directory');
};
const ann = { HOME: '/home/ann' };

describe('resolvePaths', () => {
  it.each([
    ['the XDG defaults', ann, 'linux', '/home/ann/.config/uada', '/home/ann/.local/share/uada'],
    ['the XDG variables', { ...ann, XDG_CONFIG_HOME: '/x/c', XDG_DATA_HOME: '/x/d' }, 'linux', '/x/c/uada', '/x/d/uada'],
    ['the defaults for relative XDG values', { ...ann, XDG_CONFIG_HOME: 'c', XDG_DATA_HOME: './d' }, 'linux', '/home/ann/.config/uada', '/home/ann/.local/share/uada'],
    ['the defaults for empty XDG values', { ...ann, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '' }, 'linux', '/home/ann/.config/uada', '/home/ann/.local/share/uada'],
    ['the overrides as they are', { ...ann, XDG_CONFIG_HOME: '/x', UADA_CONFIG_DIR: '/o/c', UADA_DATA_DIR: '/o/d' }, 'linux', '/o/c', '/o/d'],
    ['the defaults for blank overrides', { ...ann, UADA_CONFIG_DIR: '', UADA_DATA_DIR: ' ' }, 'linux', '/home/ann/.config/uada', '/home/ann/.local/share/uada'],
    ['the home directory for a tilde nobody expanded', { ...ann, UADA_CONFIG_DIR: '~/c', UADA_DATA_DIR: '~' }, 'linux', '/home/ann/c', '/home/ann'],
    ['Application Support on macOS', { HOME: '/Users/ann' }, 'darwin', '/Users/ann/Library/Application Support/uada', '/Users/ann/Library/Application Support/uada'],
    ['XDG on macOS when it is set', { HOME: '/Users/ann', XDG_CONFIG_HOME: '/x' }, 'darwin', '/x/uada', '/Users/ann/Library/Application Support/uada'],
    ['AppData on Windows', { APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L' }, 'win32', 'C:\\R\\uada', 'C:\\L\\uada'],
    ['the profile on Windows without AppData', { USERPROFILE: 'C:\\Users\\ann' }, 'win32', 'C:\\Users\\ann\\AppData\\Roaming\\uada', 'C:\\Users\\ann\\AppData\\Local\\uada'],
  ] as const)('takes %s', (_, environment, platform, configDir, dataDir) => {
    const paths = resolvePaths(environment, platform, noHome);
    expect(paths).toMatchObject({ configDir, dataDir });
    expect(paths.configFile).toBe(`${configDir}${platform === 'win32' ? '\\' : '/'}config.toml`);
  });

  it('asks the system for the home directory when HOME is not set, empty or relative [C10]', () => {
    for (const environment of [{}, { HOME: '' }, { HOME: 'home' }]) {
      expect(resolvePaths(environment, 'linux', () => '/root').configDir).toBe('/root/.config/uada');
    }
  });

  it('has no paths, and does not throw, when no home directory is known [C10]', () => {
    const nowhere = { configDir: null, configFile: null, dataDir: null };
    expect(resolvePaths({}, 'linux', noHome)).toEqual(nowhere);
    expect(resolvePaths({ HOME: '' }, 'linux', () => '')).toEqual(nowhere);
    expect(resolvePaths({}, 'win32', noHome)).toEqual(nowhere);
  });

  it('needs no home directory for what is set by itself', () => {
    expect(resolvePaths({ UADA_DATA_DIR: '/d', XDG_CONFIG_HOME: '/c' }, 'linux', noHome)).toEqual(
      { configDir: '/c/uada', configFile: '/c/uada/config.toml', dataDir: '/d' });
  });

  it('makes a relative override absolute', () => {
    expect(resolvePaths({ ...ann, UADA_DATA_DIR: 'data' }, 'linux').dataDir).toBe(`${process.cwd()}/data`);
  });

  it('finds a home directory by itself', () => {
    expect(resolvePaths({}, 'linux').configDir).toMatch(/^\/.*\/\.config\/uada$/);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variable for a config directory of its own in which a config.toml of mode 0600 holds a text. */
export const configIn = (text: string, mode = 0o600): { readonly UADA_CONFIG_DIR: string } => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-config-'));
  writeFileSync(join(directory, 'config.toml'), text, { mode });
  return { UADA_CONFIG_DIR: directory };
};

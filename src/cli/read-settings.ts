import type { Config } from '../config/config.js';
import { readConfigFile } from '../config/config-file.js';
import { resolvePaths } from '../config/paths.js';
import type { Paths } from '../config/paths.js';
import type { Settings } from '../config/setting-rows.js';
import type { FlagValues } from '../config/settings.js';
import { resolveSettings } from '../config/settings.js';
import type { Io } from '../app/io.js';
import { providerIds } from '../app/rows.js';

export type ReadSettings = {
  readonly settings: Settings;
  readonly config: Config;
  readonly paths: Paths;
  /** `-p` or `-m` stands on the command line. */
  readonly isModelNamed: boolean;
  /** `-p` stands on the command line and `-m` does not. */
  readonly isProviderNewer: boolean;
};

/** Everything a command is set to: flags over variables over config.toml over defaults. */
export const readSettings = async (flags: FlagValues, io: Io): Promise<ReadSettings> => {
  const paths = resolvePaths(io.environment, io.platform);
  const { config, warnings } = await readConfigFile(paths.configFile, providerIds);
  const { values } = resolveSettings({ environment: io.environment, file: config, flags });
  if (!values.quiet) warnings.forEach(io.warn);
  return {
    settings: values, config, paths,
    isModelNamed: flags.provider !== undefined || flags.model !== undefined,
    isProviderNewer: flags.provider !== undefined && flags.model === undefined,
  };
};

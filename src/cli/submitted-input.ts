import type { SubmittedInput } from '../app/batch/submitted-batch.js';
import type { Io } from '../app/io.js';
import type { ReadSettings } from './read-settings.js';

/** What a command about submitted batches works with. */
export const toSubmittedInput = ({ settings, config, paths }: ReadSettings, io: Io): SubmittedInput =>
  ({ settings, config, io, dataDir: paths.dataDir, places: { environment: io.environment, config, configDir: paths.configDir } });

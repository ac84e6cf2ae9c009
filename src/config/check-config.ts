import { UadaError } from '../core/errors.js';
import { maximumConfigBytes, toConfig } from './config-file.js';
import { readRegularFile } from './regular-file.js';
import { parseToml } from './toml-document.js';

/** What is wrong with a config.toml, and where. */
export type ConfigFault = {
  /** Both count from 1; null where a fault has no place. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
  readonly hint: string | null;
};

const toFault = (error: UadaError, path: string): ConfigFault => {
  const rest = error.message.startsWith(`${path}:`) ? error.message.slice(path.length + 1) : '';
  const [, line, column, message] = /^(\d+):(\d+): (.*)$/s.exec(rest) ?? [];
  return {
    line: line === undefined ? null : Number(line), column: column === undefined ? null : Number(column),
    message: message ?? error.message, hint: error.hint ?? null,
  };
};

/** Every fault of a config.toml in the order of its lines; a syntax error is the only one. Undefined when there is no file. */
export const checkConfigFile = async (path: string, builtIn: readonly string[]): Promise<readonly ConfigFault[] | undefined> => {
  const file = readRegularFile(path, maximumConfigBytes);
  if (file === undefined) return undefined;
  const faults: UadaError[] = [];
  try {
    toConfig(await parseToml(path, file.bytes), builtIn, (fault) => faults.push(fault));
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    faults.push(error);
  }
  return faults.map((fault) => toFault(fault, path)).sort((left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0));
};

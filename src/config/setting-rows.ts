import { batchRows } from './rows/batch-rows.js';
import { benchRows } from './rows/bench-rows.js';
import { connectionRows } from './rows/connection-rows.js';
import { inputRows } from './rows/input-rows.js';
import { outputRows } from './rows/output-rows.js';
import { requestRows } from './rows/request-rows.js';
import { storeRows } from './rows/store-rows.js';
import type { Setting } from './setting.js';

/**
 * The table of settings: one row each, whichever way it is set. `--mock` has no row, because without the
 * flag itself nothing is ever simulated.
 */
const settingRows = { ...requestRows, ...inputRows, ...outputRows, ...storeRows, ...connectionRows, ...batchRows, ...benchRows };

export type SettingName = keyof typeof settingRows;

type ValueOf<Row> = Row extends Setting<infer Value, infer Default> ? Value | Default : never;

/** The value of every setting. Undefined means that nobody set it and the provider or command decides. */
export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof settingRows)[Name]> };

const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingRows, name);

/** Every name of the table, in the table's order. */
export const settingNames: readonly SettingName[] = Object.keys(settingRows).filter(isSettingName);

/** The row of a setting, its value's type forgotten. */
export const rowOf = (name: SettingName): Setting<unknown> => settingRows[name];

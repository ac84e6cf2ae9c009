import type { Secret } from '../core/secret.js';
import type { SettingName, Settings } from './setting-rows.js';
import type { Template } from './template.js';

/** A `[providers.NAME]` table: what is special about a built-in provider, or a server of the user's own. */
export type ProviderConfig = {
  readonly name: string;
  readonly baseUrl?: string | undefined;
  /** The environment variable that holds the key, in place of the provider's usual ones. */
  readonly keyEnv?: string | undefined;
  /** Prints the key: a program with its arguments, or a line for the shell. */
  readonly keyCommand?: string | readonly string[] | undefined;
  /** The key itself, written into the file. */
  readonly key?: Secret | undefined;
  readonly api?: 'chat' | 'responses' | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The model to use when only the provider is named. */
  readonly model?: string | undefined;
  /** How much of it the account may use, counted by uada for everything that one process sends. */
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
  /** Whether the key may go over plain http to another machine. */
  readonly allowHttp?: boolean | undefined;
  /** What a server of the user's own speaks. */
  readonly protocol?: 'openai-chat' | undefined;
};

/** What config.toml says, checked. */
export type Config = {
  /** The file it was read from; null when there is none. */
  readonly path: string | null;
  readonly settings: { readonly [Name in SettingName]?: Settings[Name] };
  /** The key under which the file sets a setting, as it is spelt there. */
  readonly settingKeys: { readonly [Name in SettingName]?: string };
  readonly providers: ReadonlyMap<string, ProviderConfig>;
  /** Short names for models, each standing for `provider/model`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Prompts of the user's own, by name. */
  readonly templates: ReadonlyMap<string, Template>;
};

/** The settings of somebody who has no config.toml. */
export const emptyConfig: Config = {
  path: null, settings: {}, settingKeys: {}, providers: new Map(), aliases: new Map(), templates: new Map(),
};

import type { Command } from 'commander';
import type { SettingName } from '../config/setting-rows.js';
import { mockOption } from './mock-option.js';
import { addSettingOptions } from './setting-options.js';

/** The flags of `complete`, for every command that asks one prompt. `templateFlags` are those that choose and fill a template. */
export const addCompleteOptions = (command: Command, templateFlags: readonly SettingName[]): void => {
  addSettingOptions(command, 'Provider:', ['provider', 'model', 'baseUrl']);
  command.addOption(mockOption());
  addSettingOptions(command, 'Request:', [
    ...templateFlags, 'system', 'files', 'stdin', 'stdinWaitMs', 'temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoning', 'schema', 'stream',
  ]);
  addSettingOptions(command, 'Output:', [
    'json', 'format', 'output', 'code', 'raw', 'showReasoning', 'usage', 'quiet', 'color', 'theme', 'screenReader', 'strict', 'dryRun', 'unsafeRaw', 'verbose', 'debug',
  ]);
  addSettingOptions(command, 'Conversation:', ['continueLast', 'session', 'history']);
  addSettingOptions(command, 'Cache:', ['cache', 'refresh', 'cacheOnly', 'cacheTtlMs', 'cacheLengthStops']);
  addSettingOptions(command, 'Reliability and cost:', ['maxRetries', 'fallback', 'race', 'maxCostUsd']);
  addSettingOptions(command, 'Connection:', [
    'timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp',
  ]);
};

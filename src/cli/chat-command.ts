import type { Command } from 'commander';
import { collectFlags } from '../config/flags.js';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const notes = `
Examples:
  uada chat
  uada chat -m anthropic/claude-sonnet-5-5 -s "Answer in one paragraph"
  uada chat --session parser        # begins that conversation, or comes back to it
  uada chat --mock=ttft=300,itl=20  # without a key

In the chat: Enter sends; Alt+Enter, Ctrl+J or a backslash before Enter begin a new line; Esc or Ctrl-C stops an
answer and keeps what came; /help shows the commands and keys; Ctrl-D, /quit, :q or Ctrl-C twice leaves.`;

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', notes);
  addSettingOptions(command, 'Provider:', ['provider', 'model', 'baseUrl']);
  command.addOption(mockOption());
  addSettingOptions(command, 'Request:', ['system', 'temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoning']);
  addSettingOptions(command, 'Output:', ['showReasoning', 'color', 'theme', 'screenReader', 'quiet']);
  addSettingOptions(command, 'Conversation:', ['continueLast', 'session', 'history']);
  addSettingOptions(command, 'Cache:', ['cache', 'refresh', 'cacheOnly', 'cacheTtlMs']);
  addSettingOptions(command, 'Reliability and cost:', ['maxRetries', 'fallback', 'maxCostUsd']);
  addSettingOptions(command, 'Connection:', [
    'timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp',
  ]);
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    const { runChat } = await import('./run-chat.js');
    await runChat({ flags: collectFlags(options, isGivenIn(command)), mock: mockText(options['mock']) }, io);
  });
};

/** `chat`, a conversation on a terminal. */
export const chatCommand: CommandRow = { name: 'chat', description: 'Talk with a model, turn by turn, on the terminal', configure };

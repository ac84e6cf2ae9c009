import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const notes = `
One line a check, with its time and, where something is wrong, the fix. Each provider that is set up is asked for a
few tokens, which costs next to nothing; --offline asks nobody.

Exit codes: 0 nothing failed, 2 settings or files, 3 a key, 6 the network, 4 or 5 the provider; where several failed,
the first of these.

Examples:
  uada doctor
  uada doctor -p groq
  uada doctor --offline --json | jq '.[] | select(.status != "ok")'`;

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', notes).option('--offline', 'Ask no provider, look at this machine only').option('--json', 'One JSON array');
  addSettingOptions(command, 'Provider:', ['provider']);
  command.addOption(mockOption());
  addSettingOptions(command, 'Connection:', ['caCert', 'allowHttp']);
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    const { runDoctor } = await import('./run-doctor.js');
    await runDoctor({
      isOffline: options['offline'] === true, isJson: options['json'] === true, flags: collectFlags(options, isGivenIn(command)), mock: mockText(options['mock']),
    }, io);
  });
};

/** `doctor`, a look at everything that an answer needs. */
export const doctorCommand: CommandRow = { name: 'doctor', description: 'Check keys, network, storage, settings and terminal, each with its fix', configure };

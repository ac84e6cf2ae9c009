import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { readKey } from '../app/input/read-key.js';
import type { Io } from '../app/io.js';
import { hasKey } from '../app/find-key.js';
import { allRows, providerIds, rowNamed } from '../app/rows.js';
import { emptyConfig } from '../config/config.js';
import { readConfigKey, toConfigValue } from '../config/config-key.js';
import { editConfigFile } from '../config/edit-config.js';
import { createKeychain } from '../config/keychain.js';
import { packageFile } from '../config/package-file.js';
import { resolveSettings } from '../config/settings.js';
import { storeKey } from '../config/store-key.js';
import { setTomlKey } from '../config/toml-edit.js';
import { CancelledError, UadaError } from '../core/errors.js';
import { readSettings } from './read-settings.js';
import { configPathOf } from './run-config.js';

type Answers = Readonly<Partial<Record<'provider' | 'model' | 'color', string>>>;
type Row = ReturnType<typeof rowNamed>;

/** The head of a new file; editors that know TOML read the schema's place from it. */
const head = (): string =>
  `#:schema ${pathToFileURL(packageFile('schemas/config.schema.json')).href}\n# Settings of uada. "uada config list" names them all, "uada config validate" checks this file.\n\n`;

const write = (path: string, answers: Answers): Promise<boolean> => {
  const values = Object.entries(answers).map(([name, value]) => [name, toConfigValue(readConfigKey(name), value)] as const);
  return editConfigFile(path, providerIds, (text) => values.reduce((changed, [name, value]) => setTomlKey(changed, [name], value), text ?? head()));
};

const fromFlags = (options: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(['provider', 'model', 'color'].flatMap((name) => (typeof options[name] === 'string' ? [[name, options[name]]] : [])));

const checkFlags = ({ provider, color }: Answers, rows: readonly Row[]): void => {
  if (provider !== undefined) rowNamed(rows, provider);
  if (color !== undefined) resolveSettings({ environment: {}, file: emptyConfig, flags: { color } });
};

type Ask = (question: string, usual: string, check: (answer: string) => void) => Promise<string>;

/** Asks again until the answer will do; Enter takes what is usual. */
const createAsk = (io: Io, read: (question: string) => Promise<string>): Ask => async (question, usual, check) => {
  for (;;) {
    const answer = (await read(`${question}${usual === '' ? '' : ` [${usual}]`}: `)).trim() || usual;
    try {
      check(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof UadaError)) throw error;
      io.warn([error.message, error.hint].filter((part) => part !== undefined).join(' '));
    }
  }
};

const askAll = async (rows: readonly Row[], current: Answers, io: Io): Promise<Answers> => {
  const terminal = createInterface({ input: io.stdin, output: io.stderr, terminal: true });
  const read = (question: string): Promise<string> => new Promise((resolve, reject) => {
    const onClose = (): void => reject(new CancelledError());
    terminal.once('close', onClose);
    terminal.question(question, { signal: io.signal }).then(resolve, onClose).finally(() => terminal.off('close', onClose));
  });
  const ask = createAsk(io, read);
  try {
    const provider = await ask(`Provider (${rows.map(({ id }) => id).join(', ')})`, current.provider ?? rows[0]?.id ?? '', (answer) => void rowNamed(rows, answer));
    const row = rowNamed(rows, provider);
    const model = await ask('Model', current.model?.startsWith(`${row.id}/`) === true ? current.model : row.defaultModel === undefined ? '' : `${row.id}/${row.defaultModel}`, () => undefined);
    const color = await ask('Colours (auto, always, never)', current.color ?? 'auto', (answer) => void toConfigValue(readConfigKey('color'), answer));
    return { provider: row.id, color, ...(model === '' ? {} : { model }) };
  } finally {
    terminal.close();
  }
};

const askKey = async (row: Row, configDir: string, io: Io): Promise<void> => {
  const text = (await readKey(`Key for ${row.name}${row.keyPage === undefined ? '' : ` (made at ${row.keyPage})`}, not shown; Enter goes on without: `, io)).trim();
  if (text === '') return;
  const kept = await storeKey(configDir, row.id, text, createKeychain({ environment: io.environment, signal: io.signal }));
  io.warn(`The ${row.id} key ${kept.mask} is stored in ${kept.problem === undefined ? 'the keychain' : 'keys.json (mode 0600)'}.`);
};

const noTerminal = (): UadaError =>
  new UadaError('usage', 'config init asks questions, and stdin is no terminal.', { hint: 'Give the answers as flags: uada config init -p PROVIDER -m MODEL.' });

/** `config init`: asks on a terminal, or writes what flags say. An older file keeps everything else. */
export const initConfig = async (options: Readonly<Record<string, unknown>>, io: Io): Promise<void> => {
  const path = configPathOf(io);
  const { settings, config, paths } = await readSettings({}, io);
  const rows = allRows(config);
  const given = fromFlags(options);
  checkFlags(given, rows);
  const isAsking = Object.keys(given).length === 0;
  if (isAsking && io.stdin.isTTY !== true) throw noTerminal();
  const answers = isAsking ? await askAll(rows, { provider: settings.provider, model: settings.model, color: settings.color } as Answers, io) : given;
  await write(path, answers);
  io.warn(`${path} is written.`);
  const row = rowNamed(rows, answers.provider ?? rows[0]?.id ?? '');
  const isKeyMissing = row.needsKey !== false && !hasKey(row, { environment: io.environment, config, configDir: paths.configDir });
  if (isAsking && isKeyMissing && paths.configDir !== null) await askKey(row, paths.configDir, io);
};

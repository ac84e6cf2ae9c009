import { chmodSync, chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Daemon, Owner } from './system-servers.js';
import { freePort, newDirectory, runSystem, startDaemon, until } from './system-servers.js';

export const postgresPassword = 'canary-postgres-9f27c41d60ab';

/** A PostgreSQL of its own on loopback with the superuser `uada`, who has to give `postgresPassword`. */
export type PostgresServer = {
  readonly port: number;
  readonly url: string;
  readonly directory: string;
  /** The system user it runs as, where the tests run as root. */
  readonly owner: Owner;
  readonly daemon: () => Daemon;
  readonly sql: (text: string) => string;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

// PostgreSQL refuses to run as root.
const findOwner = (): Owner =>
  process.getuid?.() === 0 ? { uid: Number(runSystem('id', ['-u', 'postgres'])), gid: Number(runSystem('id', ['-g', 'postgres'])) } : {};

const prepare = (owner: Owner): string => {
  const directory = newDirectory();
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, postgresPassword);
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(directory, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  chmodSync(directory, 0o700);
  runSystem('initdb', ['-D', join(directory, 'data'), '-U', 'uada', '--pwfile', passwordFile, '--auth=scram-sha-256', '-N', '--no-instructions', '--no-locale', '-E', 'UTF8'], owner);
  return directory;
};

/** `settingsFor` gives further settings of the server, which runs as `owner`. */
export const startPostgres = async (settingsFor: (owner: Owner) => readonly string[] = () => []): Promise<PostgresServer> => {
  const [port, owner] = [await freePort(), findOwner()];
  const settings = settingsFor(owner).flatMap((setting) => ['-c', setting]);
  const directory = prepare(owner);
  const sql = (text: string): string => runSystem('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'uada', '-d', 'postgres', '-qtA', '-v', 'ON_ERROR_STOP=1', '-c', text], { env: { PGPASSWORD: postgresPassword } }).trim();
  const answers = (): boolean => {
    try {
      return sql('SELECT 1') === '1';
    } catch {
      return false;
    }
  };
  const begin = async (): Promise<Daemon> => {
    const daemon = await startDaemon('postgres', ['-D', join(directory, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', directory, '-F', ...settings], port, { ...owner, killSignal: 'SIGQUIT' });
    await until(answers);
    return daemon;
  };
  let daemon = await begin();
  return {
    port, owner, directory, sql, url: `postgres://uada:${postgresPassword}@127.0.0.1:${port}/postgres`,
    daemon: () => daemon,
    restart: async () => {
      await daemon.kill();
      daemon = await begin();
    },
    stop: async () => {
      await daemon.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

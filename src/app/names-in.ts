import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dirent } from 'node:fs';
import { expandHome } from './save-chat.js';

/** A directory, also one that is elsewhere and linked to. */
const isDirectory = async (entry: Dirent): Promise<boolean> =>
  entry.isSymbolicLink() ? stat(join(entry.parentPath, entry.name)).then((target) => target.isDirectory(), () => false) : entry.isDirectory();

/** Names in a directory, written as a person does, those of directories with a slash; none where it cannot be read. */
export const namesIn = async (directory: string): Promise<readonly string[]> => {
  const entries = await readdir(expandHome(directory === '' ? '.' : directory), { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter(({ name }) => !/\p{Cc}/u.test(name))
    .map(async (entry) => ((await isDirectory(entry)) ? `${entry.name}/` : entry.name));
  return (await Promise.all(names)).sort();
};

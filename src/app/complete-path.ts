import { readdir } from 'node:fs/promises';
import { expandHome } from './save-chat.js';

/** Directory and beginning of a name, as they were typed. */
const split = (path: string): readonly [directory: string, start: string] => {
  const end = path.lastIndexOf('/') + 1;
  return [path.slice(0, end), path.slice(end)];
};

/** Names in the directory of an unfinished path, those of directories with a slash; none where it cannot be read. */
export const namesFor = async (path: string): Promise<readonly string[]> => {
  const [directory, start] = split(path);
  const entries = await readdir(expandHome(directory === '' ? '.' : directory), { withFileTypes: true }).catch(() => []);
  return entries
    .filter(({ name }) => name.startsWith('.') === start.startsWith('.') && !/\p{Cc}/u.test(name))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
};

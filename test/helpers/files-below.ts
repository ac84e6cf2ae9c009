import type { Dirent } from 'node:fs';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createLook } from './watch-leaks.js';

/** Where a person may have put a key: config.toml and keys.json in the config directory. */
const ownFiles: ReadonlySet<string> = new Set(['config.toml', 'keys.json']);

const entriesOf = (directory: string): readonly Dirent[] => {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
};

/** Every file below a directory, those of SQLite included. What npm installed is nobody's output. */
export const filesBelow = (directory: string): readonly string[] => entriesOf(directory).flatMap((entry) => {
  const path = join(directory, entry.name);
  if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
  return entry.isFile() ? [path] : [];
});

const pieceBytes = 1 << 20;

/** A connection that is still open may take a file of SQLite away meanwhile. */
const open = (path: string): number | undefined => {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
};

const lookInto = (path: string): void => {
  const file = open(path);
  if (file === undefined) return;
  try {
    const look = createLook(`the file ${path}`);
    for (let position = 0; ;) {
      const piece = Buffer.alloc(pieceBytes);
      const count = readSync(file, piece, 0, pieceBytes, position);
      if (count === 0) return;
      look(piece.subarray(0, count));
      position += count;
    }
  } finally {
    closeSync(file);
  }
};

/** Looks into every file below a directory but those that a person writes keys into. */
export const lookIntoFiles = (directory: string): void => filesBelow(directory).filter((path) => !ownFiles.has(basename(path))).forEach(lookInto);

import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { Random } from './random.js';
import { below } from './random.js';

/** One way to harm a file in place; `other` is a healthy file of the same kind with other content. */
type Damage = (path: string, random: Random, other: string) => void;

const edit = (path: string, change: (bytes: Buffer) => void): void => {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  change(bytes);
  writeFileSync(path, bytes);
};
const stretch = (bytes: Buffer, random: Random): readonly [number, number] => {
  const start = below(random, bytes.length);
  return [start, Math.min(bytes.length, start + 1 + below(random, 5_000))];
};

const damages: Readonly<Record<string, Damage>> = {
  'flip a bit': (path, random) => edit(path, (bytes) => { const at = below(random, bytes.length); bytes[at] = bytes[at]! ^ (1 << below(random, 8)); }),
  'flip many bits': (path, random) => edit(path, (bytes) => {
    for (let count = 0; count < 50; count += 1) { const at = below(random, bytes.length); bytes[at] = bytes[at]! ^ (1 << below(random, 8)); }
  }),
  'flip a bit of the header': (path, random) => edit(path, (bytes) => {
    const at = below(random, Math.min(bytes.length, 100));
    bytes[at] = bytes[at]! ^ (1 << below(random, 8));
  }),
  'zero a stretch': (path, random) => edit(path, (bytes) => { bytes.fill(0, ...stretch(bytes, random)); }),
  'garble a stretch': (path, random) => edit(path, (bytes) => {
    const [start, end] = stretch(bytes, random);
    for (let at = start; at < end; at += 1) bytes[at] = below(random, 256);
  }),
  'copy a stretch elsewhere': (path, random) => edit(path, (bytes) => {
    const [start, end] = stretch(bytes, random);
    bytes.copy(bytes, below(random, bytes.length), start, end);
  }),
  'copy a page elsewhere': (path, random) => edit(path, (bytes) => {
    const pages = Math.max(1, Math.floor(bytes.length / 4_096));
    const from = below(random, pages) * 4_096;
    bytes.copy(bytes, below(random, pages) * 4_096, from, from + 4_096);
  }),
  truncate: (path, random) => truncateSync(path, below(random, readFileSync(path).length + 1)),
  'add garbage': (path, random) => writeFileSync(path, Buffer.from(Array.from({ length: 3_000 }, () => below(random, 256))), { flag: 'a' }),
  'put in the file of another': (path, _, other) => { if (existsSync(other)) copyFileSync(other, path); },
  remove: (path) => rmSync(path),
};

const names = Object.keys(damages);

/** Harms the database, its log or its index in one to three random ways, and says how. */
export const damageDatabase = (path: string, other: string, random: Random): string => {
  const done: string[] = [];
  for (let left = 1 + below(random, 3); left > 0; left -= 1) {
    const suffix = ['', '', '-wal', '-wal', '-shm'][below(random, 5)] ?? '';
    const name = names[below(random, names.length)] ?? '';
    if (!existsSync(path + suffix)) continue;
    damages[name]?.(path + suffix, random, other + suffix);
    done.push(`${name} (db${suffix})`);
  }
  return done.join(', ');
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { expect, it } from 'vitest';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

/** The niceness of each thread of a process, as proc(5) has it. */
const nicenessOf = (pid: number): ReadonlyMap<number, number> => new Map(readdirSync(`/proc/${pid}/task`).map((thread) => {
  const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
  return [Number(thread), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])];
}));

it.skipIf(process.platform !== 'linux')('the thread that serves and stamps goes before those that collect and compile', async () => {
  const child = watched(spawn(process.execPath, [bin, 'mock', '--port', '0', '--json'], { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }));
  try {
    await once(child.stdout, 'data');
    const niceness = nicenessOf(child.pid!);
    const helpers = [...niceness].filter(([thread]) => thread !== child.pid).map(([, nice]) => nice);
    expect(niceness.get(child.pid!)).toBe(0);
    expect(helpers.filter((nice) => nice === constants.priority.PRIORITY_LOW).length).toBeGreaterThanOrEqual(4);
  } finally {
    child.kill();
  }
});

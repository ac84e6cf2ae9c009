import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../run-program.js';

export type DamagesPlan = {
  /** The built test/store/programs/damaged.ts. */
  readonly program: string;
  readonly directory: string;
  readonly times: number;
  readonly seed: number;
};

export type DamagesResult = {
  readonly hits: number;
  readonly misses: number;
  /** How many files were moved aside. */
  readonly asides: number;
  /** How many were done without. */
  readonly off: number;
  /** Wrong answers, rejections and crashes, each with the seed that repeats it. */
  readonly problems: readonly string[];
};

const perProcess = 500;

/** Harms caches at random in programs of their own, so that a crash is seen as well. */
export const tortureDamages = async ({ program, directory, times, seed }: DamagesPlan): Promise<DamagesResult> => {
  let total: DamagesResult = { hits: 0, misses: 0, asides: 0, off: 0, problems: [] };
  for (let done = 0; done < times; done += perProcess) {
    const scratch = mkdtempSync(join(directory, 'harm-'));
    const { code, signal, stdout, stderr } = await runProgram(program, [scratch, String(Math.min(perProcess, times - done)), String(seed + done)]);
    if (code !== 0) {
      total = { ...total, problems: [...total.problems, `from seed ${seed + done}: ended with ${code ?? signal} ${stderr}`] };
      continue;
    }
    const part = JSON.parse(stdout) as DamagesResult;
    total = {
      hits: total.hits + part.hits, misses: total.misses + part.misses, asides: total.asides + part.asides, off: total.off + part.off,
      problems: [...total.problems, ...part.problems],
    };
  }
  return total;
};

import { writeFile } from 'node:fs/promises';
import type { BenchReport } from '../app/bench/report.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { toJsonError } from '../render/json.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { checkWritable } from './check-writable.js';
import { textStyleFor } from './text-style.js';

type Options = Readonly<Record<string, unknown>>;

const fileFlags = ['jsonl', 'csv', 'html', 'md', 'hdr', 'save'] as const;
type FileFlag = (typeof fileFlags)[number];

const standardOutput = '-';

const cannotWrite = (flag: FileFlag, path: string, error: unknown): UadaError =>
  new UadaError('usage', `The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, {
    cause: error, hint: `Check the path after --${flag} and the space on the disk.`,
  });

/** The flag whose text takes the place of the report on stdout. */
const flagForStdout = (options: Options): FileFlag | undefined => fileFlags.find((name) => options[name] === standardOutput);

/** Throws a `usage` error where a file could not be written, or stdout is asked for twice, before a run is made for it. */
export const checkOutputs = (options: Options, isJson: boolean): void => {
  const forStdout = fileFlags.filter((name) => options[name] === standardOutput).map((name) => `--${name}`);
  if (isJson && forStdout.length > 0) forStdout.unshift('--json');
  const [first, second] = forStdout;
  if (second !== undefined) throw new UadaError('usage', `${first} and ${second} both write to stdout.`, { hint: 'Give one of them a file.' });
  for (const name of fileFlags) {
    const path = options[name];
    if (typeof path === 'string' && path !== standardOutput) checkWritable(path, `--${name}`);
  }
};

const toObject = ({ json, failure }: BenchReport): object => ({ ...json, error: failure === undefined ? null : toJsonError(failure) });

/** A report as `--save` writes it: the object of `--json` with the run itself. */
export const toSavedText = async (report: BenchReport): Promise<string> => toJsonLine({ ...toObject(report), saved: await report.saved() });

const textOf = async (flag: FileFlag, report: BenchReport): Promise<string> => (flag === 'save' ? toSavedText(report) : report[flag]());

const save = async (flag: FileFlag, path: string, report: BenchReport): Promise<void> => {
  try {
    await writeFile(path, await textOf(flag, report));
  } catch (error) {
    throw cannotWrite(flag, path, error);
  }
};

/** A terminal does not get what a server put into the message of an error. */
const toShown = (text: string, io: Io): string => (io.stdout.isTTY === true ? sanitise(text) : text);

/** Writes a report to stdout and to the files that were named. */
export const writeBenchReport = async (report: BenchReport, options: Options, settings: Pick<Settings, 'color' | 'json'>, io: Io): Promise<void> => {
  const first = flagForStdout(options);
  const text = first === undefined ? report.text(textStyleFor(settings, io)) : toShown(await textOf(first, report), io);
  await createWriter(io.stdout).write(settings.json ? toJsonLine(toObject(report)) : text);
  for (const name of fileFlags) {
    const path = options[name];
    if (typeof path === 'string' && path !== standardOutput) await save(name, path, report);
  }
};

import { writeFile } from 'node:fs/promises';
import type { BenchReport } from '../app/bench/report.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { toJsonError } from '../render/json.js';
import { createWriter } from '../render/writer.js';
import { checkWritable } from './check-writable.js';
import { textStyleFor } from './text-style.js';

type Options = Readonly<Record<string, unknown>>;

const fileFlags = ['jsonl', 'csv', 'html', 'hdr', 'save'] as const;

const cannotWrite = (flag: string, path: string, error: unknown): UadaError =>
  new UadaError('usage', `The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, {
    cause: error, hint: `Check the path after ${flag} and the space on the disk.`,
  });

/** Throws a `usage` error where a file could not be written, before a run is made for it. */
export const checkOutputs = (options: Options): void => {
  for (const name of fileFlags) {
    const path = options[name];
    if (typeof path === 'string') checkWritable(path, `--${name}`);
  }
};

const save = async (flag: string, path: unknown, text: () => string | Promise<string>): Promise<void> => {
  if (typeof path !== 'string') return;
  try {
    await writeFile(path, await text());
  } catch (error) {
    throw cannotWrite(flag, path, error);
  }
};

const toObject = ({ json, failure }: BenchReport): object => ({ ...json, error: failure === undefined ? null : toJsonError(failure) });

/** A report as `--save` writes it: the object of `--json` with the run itself. */
export const toSavedText = async (report: BenchReport): Promise<string> => toJsonLine({ ...toObject(report), saved: await report.saved() });

/** Writes a report to stdout and to the files that were named. */
export const writeBenchReport = async (report: BenchReport, options: Options, settings: Pick<Settings, 'color' | 'json'>, io: Io): Promise<void> => {
  await createWriter(io.stdout).write(settings.json ? toJsonLine(toObject(report)) : report.text(textStyleFor(settings, io)));
  await save('--jsonl', options['jsonl'], report.jsonl);
  await save('--csv', options['csv'], report.csv);
  await save('--html', options['html'], report.html);
  await save('--hdr', options['hdr'], report.hdr);
  await save('--save', options['save'], () => toSavedText(report));
};

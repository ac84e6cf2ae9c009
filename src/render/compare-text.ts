import type { ComparePresenter, ComparedReport } from './compare-report.js';
import { toCompareTable } from './compare-table.js';
import { createTheme } from './markdown/theme.js';
import type { AnswerReport } from './report.js';
import { sanitise } from './sanitiser.js';
import type { Writer } from './writer.js';

const blockOf = (name: string, { answer }: AnswerReport, failure: string | undefined): string => {
  const parts = [answer.text.replace(/\n+$/, ''), failure].filter((part) => part !== undefined && part !== '');
  return `${sanitise([name, '', ...parts].join('\n'))}\n\n`;
};

/** Answers one below the other as they end, then a table: for a terminal on which nothing is drawn. */
export const createCompareText = (out: Writer, names: readonly string[], width: number): ComparePresenter => {
  const reports = new Map<number, ComparedReport>();
  return {
    showsFailures: true,
    wait: () => undefined,
    push: () => Promise.resolve(),
    end: async (index, report, error) => {
      const name = names[index] ?? '';
      reports.set(index, { name, report, error });
      await out.write(blockOf(name, report, error === undefined ? undefined : [error.message, error.hint].filter((part) => part !== undefined).join(' ')));
    },
    close: async () => {
      const listed = [...reports].sort(([left], [right]) => left - right).map(([, report]) => report);
      await out.write(toCompareTable(listed, width, createTheme({ color: false })).map((line) => `${line}\n`).join(''));
    },
  };
};

/** One line of the table: what must hold, what was found. */
export type Goal = { readonly goal: string; readonly figure: string; readonly isMet: boolean };

/** The value at a share of the sample, by nearest rank. */
export const at = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** A figure that must not exceed a limit. */
export const atMost = (goal: string, value: number, limit: number, unit: string): Goal =>
  ({ goal: `${goal} <= ${limit} ${unit}`, figure: `${value.toFixed(3)} ${unit}`, isMet: value <= limit });

/** Something that holds or not. */
export const holds = (goal: string, figure: string, isMet: boolean): Goal => ({ goal, figure, isMet });

export const toLine = ({ goal, figure, isMet }: Goal): string => `${isMet ? 'met    ' : 'NOT MET'}  ${goal.padEnd(84)}  ${figure}`;

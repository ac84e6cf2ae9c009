/** Some of a number of trials. */
export type Share = { readonly count: number; readonly total: number };

const z = 1.959963984540054;

/** Wilson's interval of a share (1927). */
const wilson = ({ count, total }: Share): readonly [number, number] => {
  const share = count / total;
  const middle = (share + z * z / (2 * total)) / (1 + z * z / total);
  const reach = z / (1 + z * z / total) * Math.sqrt(share * (1 - share) / total + z * z / (4 * total * total));
  return [middle - reach, middle + reach];
};

/** How much greater the second share is, with the 95 % interval of Newcombe's hybrid score method (1998, method 10). */
export const shareDifference = (before: Share, after: Share): { readonly difference: number; readonly ci95: readonly [number, number] } => {
  const [one, other] = [before.count / before.total, after.count / after.total];
  const [[lowOne, highOne], [lowOther, highOther]] = [wilson(before), wilson(after)];
  const difference = other - one;
  return {
    difference,
    ci95: [difference - Math.hypot(other - lowOther, highOne - one), difference + Math.hypot(highOther - other, one - lowOne)],
  };
};

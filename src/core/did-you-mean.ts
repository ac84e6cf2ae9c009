const normalise = (word: string): string => word.toLowerCase().replaceAll('-', '_');

/**
 * How many single edits (insert, delete, replace, swap of neighbours) turn one word into the other.
 * Optimal string alignment: no part is edited twice.
 */
export const editDistance = (left: string, right: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      ));
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
};

/** The candidate a misspelt word most likely stands for; undefined when none is near. Case and `-` for `_` do not count. */
export const findNearest = (word: string, candidates: Iterable<string>): string | undefined => {
  const wanted = normalise(word);
  if (wanted.length > 64) return undefined;
  let nearest: string | undefined;
  let nearestDistance = Math.min(3, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalise(candidate));
    if (distance >= nearestDistance) continue;
    nearest = candidate;
    nearestDistance = distance;
  }
  return nearest;
};

/** A hint `Did you mean …?`, or undefined when no candidate is near. */
export const didYouMean = (word: string, candidates: Iterable<string>): string | undefined => {
  const nearest = findNearest(word, candidates);
  return nearest === undefined ? undefined : `Did you mean ${nearest}?`;
};

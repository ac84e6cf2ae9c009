const distanceRow = (above: readonly number[], letter: string, word: string): readonly number[] => {
  const row = [(above[0] ?? 0) + 1];
  for (let index = 0; index < word.length; index += 1) {
    const replaced = (above[index] ?? 0) + (word[index] === letter ? 0 : 1);
    row.push(Math.min(replaced, (above[index + 1] ?? 0) + 1, (row[index] ?? 0) + 1));
  }
  return row;
};

/** How many letters have to be added, taken away or replaced to make one word of the other (Levenshtein). */
const editDistance = (from: string, to: string): number => {
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from) row = distanceRow(row, letter, to);
  return row.at(-1) ?? 0;
};

/** "Did you mean …?" with the word that was most likely meant; undefined when none is near. */
export const suggest = (word: string, candidates: readonly string[]): string | undefined => {
  const limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.slice(0, 64).toLowerCase(), candidate) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= limit ? `Did you mean ${best.candidate}?` : undefined;
};

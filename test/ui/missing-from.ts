/** What of a text does not follow in another, letter for letter and in order; others may stand between. */
export const missingFrom = (seen: string, text: string): string => {
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    at = seen.indexOf(text.charAt(index), at) + 1;
    if (at === 0) return text.slice(index);
  }
  return '';
};

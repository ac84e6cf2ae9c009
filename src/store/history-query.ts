/** Which answers are meant; what is not set does not restrict. */
export type HistoryFilter = {
  readonly provider?: string | undefined;
  /** Whole words of the model's name: "gpt-5" finds "gpt-5-mini" and "openai/gpt-5". */
  readonly model?: string | undefined;
  /** Wall clock time of the earliest answer. */
  readonly sinceMs?: number | undefined;
};

/** A search in the two forms that SQLite answers: through the index, and by looking at each text. */
export type HistoryQuery = {
  /** An FTS5 expression; undefined when nothing can be looked up. */
  readonly match: string | undefined;
  /** Texts that must occur, in lower case: the index knows no words in scripts without spaces. */
  readonly substrings: readonly string[];
};

// Expressions over properties stand where they are used: an answer that is only kept needs none.
const isWithoutSpaces = (term: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(term);
const isIndexed = (term: string): boolean => /[\p{L}\p{N}]/u.test(term) && !isWithoutSpaces(term);

/** SQLite refuses a condition of too many parts. */
const mostSubstrings = 100;

/** Everything is quoted, so that nothing a person types is FTS5 syntax. An expression would end at a NUL. */
const quote = (term: string): string => `"${term.replaceAll('\0', ' ').replaceAll('"', '""')}"`;

/** Words and "quoted phrases". An unclosed quote reaches to the end. */
const splitTerms = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]*)(?:"|$)|[^\s"]+/g)].map(([word, phrase]) => (phrase ?? word).trim()).filter((term) => term !== '');

/** The index reads every word with the beginning, so a shorter one would make a person wait; it is taken for a word. */
const shortestBeginning = 3;

const toMatch = (term: string): string =>
  term.endsWith('*') && term.length > shortestBeginning ? `${quote(term.slice(0, -1))}*` : quote(term);

/**
 * Understands what a person types: words that must all occur, "exact phrases", and `beginn*` for a beginning of
 * three letters or more.
 */
export const toHistoryQuery = (text: string, { provider, model }: HistoryFilter): HistoryQuery => {
  const terms = splitTerms(text);
  const words = terms.filter(isIndexed).map((term) => `{prompt text} : ${toMatch(term)}`);
  const filters = [
    ...(provider === undefined ? [] : [`{provider} : ${quote(provider)}`]),
    ...(model === undefined ? [] : [`{model} : ${quote(model)}`]),
  ];
  const all = [...words, ...filters];
  return {
    match: all.length === 0 ? undefined : all.join(' AND '),
    substrings: terms.filter((term) => !isIndexed(term)).slice(0, mostSubstrings).map((term) => term.toLowerCase()),
  };
};

// Scripts written without blanks: a line may break between any two of their characters.
const cjk = /^[\u2e80-\u2fdf\u3000-\u3098\u309b-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** Must not begin a line. */
const closing = /^[\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u301c\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fb\u30fc\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d!),.:;?\]}%]/;
/** Must not end a line. */
const opening = /[\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b([{]$/;

/** Whether the text holds a character that makes break rules matter. */
export const hasCjk = (text: string): boolean => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(text);

const isCjk = (character: string): boolean => cjk.test(character);

/** Whether a line may break between two neighbours that have no blank between them. */
export const mayBreakBetween = (left: string, right: string): boolean =>
  (isCjk(left) || isCjk(right)) && !closing.test(right) && !opening.test(left);

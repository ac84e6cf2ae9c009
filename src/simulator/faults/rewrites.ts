const isSse = (piece: string): boolean => /^(?:data|event|id|retry|:)/.test(piece);

/** The same lines, each ended by CR LF. */
export const toCrlf = (piece: string): string => piece.replaceAll('\n', '\r\n');

/** A comment before the event, as servers send to keep a connection alive. NDJSON knows only empty lines. */
export const addComment = (piece: string): string => (isSse(piece) ? `: keep-alive\n\n${piece}` : `\n${piece}`);

/** The piece without the `[DONE]` that ends a stream in the formats of OpenAI's family. */
export const dropDone = (piece: string): string => piece.replace(/data: ?\[DONE\]\r?\n\r?\n/, '');

/** The piece with its last closing brace missing, so that no parser can read it. */
export const breakJson = (piece: string): string => {
  const last = piece.lastIndexOf('}');
  return last < 0 ? piece : `${piece.slice(0, last)}${piece.slice(last + 1)}`;
};

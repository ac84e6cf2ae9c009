const isSse = (piece: string): boolean => /^(?:data|event|id|retry|:)/.test(piece);

/** The same lines, each ended by CR LF. */
export const toCrlf = (piece: string): string => piece.replaceAll('\n', '\r\n');

/** The same lines, each ended by CR alone. NDJSON knows only LF, so its lines stay. */
export const toCr = (piece: string): string => (isSse(piece) ? piece.replaceAll('\n', '\r') : piece);

/** The same fields without the space behind the colon. */
export const dropSpace = (piece: string): string => piece.replace(/^(data|event): /gm, '$1:');

/** An event before the event that no client can know, as vendors announce for the future. */
export const addUnknownEvent = (piece: string): string =>
  (isSse(piece) ? `event: simulated.unknown\ndata: {"type":"simulated.unknown","value":[]}\nid: 7\nretry: 1000\nunknown-field\n\n${piece}` : `{"simulated":"unknown"}\n${piece}`);

/** A comment before the event, as servers send to keep a connection alive. NDJSON knows only empty lines. */
export const addComment = (piece: string): string => (isSse(piece) ? `: keep-alive\n\n${piece}` : `\n${piece}`);

/** The piece without the `[DONE]` that ends a stream in the formats of OpenAI's family. */
export const dropDone = (piece: string): string => piece.replace(/data: ?\[DONE\]\r?\n\r?\n/, '');

/** The piece with its last closing brace missing, so that no parser can read it. */
export const breakJson = (piece: string): string => {
  const last = piece.lastIndexOf('}');
  return last < 0 ? piece : `${piece.slice(0, last)}${piece.slice(last + 1)}`;
};

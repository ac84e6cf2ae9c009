import { connect } from 'node:net';

/** How a connection ended, and every byte that came over it. */
export type RawReply = { readonly end: 'closed' | 'reset'; readonly text: string; readonly bytes: Buffer };

/** Posts a body to the simulated OpenAI over a bare socket, so that the borders of chunks can be seen. */
export const askRaw = (url: string, body: Record<string, unknown> = {}): Promise<RawReply> => new Promise((resolve) => {
  const { hostname, port } = new URL(url);
  const parts: Buffer[] = [];
  const finish = (end: RawReply['end']) => (): void => {
    const bytes = Buffer.concat(parts);
    resolve({ end, bytes, text: bytes.toString('utf8') });
  };
  const content = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'hi' }], ...body });
  const socket = connect(Number(port), hostname, () => {
    socket.write(`POST /openai/v1/chat/completions HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer k\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
  });
  socket.on('data', (part) => parts.push(part));
  socket.once('end', finish('closed'));
  socket.once('error', finish('reset'));
});

/** The sizes of the chunks of a chunked body, the closing one left out (RFC 9112 7.1). */
export const chunksOfBody = (reply: RawReply): readonly Buffer[] => {
  const chunks: Buffer[] = [];
  let at = reply.bytes.indexOf('\r\n\r\n') + 4;
  for (;;) {
    const border = reply.bytes.indexOf('\r\n', at);
    const size = border < 0 ? 0 : Number.parseInt(reply.bytes.subarray(at, border).toString('latin1'), 16);
    if (!(size > 0)) return chunks;
    chunks.push(reply.bytes.subarray(border + 2, border + 2 + size));
    at = border + 2 + size + 2;
  }
};

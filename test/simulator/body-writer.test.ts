import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BodyWriter } from '../../src/simulator/body-writer.js';
import { createBodyWriter } from '../../src/simulator/body-writer.js';

const noFaults = { rewrites: [], changes: [], prefix: '', slices: [] };

/** A response whose reader does not read, and the socket of that reader. */
const openResponse = () => new Promise<{ readonly response: ServerResponse; readonly reader: ReturnType<typeof connect> }>((resolve) => {
  const server = createServer((_, response) => {
    resolve({ response, reader });
  });
  let reader: ReturnType<typeof connect>;
  server.listen(0, '127.0.0.1', () => {
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1', () => reader.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
    reader.pause();
  });
  onTestFinished(() => {
    reader.destroy();
    server.close();
  });
});

const block = 'x'.repeat(65_536);

/** Writes until the writer says to wait; how many blocks it took before that. */
const fill = (writer: BodyWriter): { readonly blocks: number; readonly wait: Promise<void> } => {
  for (let blocks = 1; blocks < 10_000; blocks += 1) {
    const wait = writer.write(block);
    if (wait !== undefined) return { blocks, wait };
  }
  throw new Error('the writer never waited');
};

describe('the writer of a body', () => {
  it('waits for a slow reader and keeps little for it [V2]', async () => {
    const { response, reader } = await openResponse();
    const writer = createBodyWriter(response, noFaults, new AbortController().signal);
    let { wait } = fill(writer);
    let isReading = false;
    // The kernel takes the first megabytes; after that only the reader helps.
    for (let idle = 0; idle < 3;) {
      const isDrained = await Promise.race([wait.then(() => true), new Promise<false>((resolve) => setImmediate(() => setImmediate(() => resolve(false))))]);
      if (isDrained) ({ wait } = fill(writer));
      idle = isDrained ? 0 : idle + 1;
    }
    expect(response.writableLength).toBeLessThan(1_000_000);
    const drained = wait.then(() => isReading);
    isReading = true;
    reader.resume();
    expect(await drained).toBe(true);
  });

  it('waits no longer when the reader is gone', async () => {
    const { response } = await openResponse();
    const left = new AbortController();
    const writer = createBodyWriter(response, noFaults, left.signal);
    const { wait } = fill(writer);
    left.abort();
    await wait;
    expect(writer.write('more')).toBeUndefined();
  });

  it('sends nothing for an empty piece', async () => {
    const { response } = await openResponse();
    expect(createBodyWriter(response, noFaults, new AbortController().signal).write('')).toBeUndefined();
    expect(response.headersSent).toBe(false);
  });
});

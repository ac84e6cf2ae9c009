import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProtocolName } from '../../src/protocols/load.js';
import { loadProtocol } from '../../src/protocols/load.js';
import type { Protocol } from '../../src/protocols/protocol.js';

export const framings = ['sse', 'ndjson', 'json-array'] as const;

export type Framing = (typeof framings)[number];

/** A stream as a server sends it, and who reads it. */
export type Specimen = { readonly protocol: Protocol; readonly bytes: Buffer };

const folders: readonly ProtocolName[] = ['openrouter', 'openai', 'openai-responses', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'];

/** The events of a stream as the elements of an array, as Google sends them without `alt=sse`. */
const toArray = (stream: string): string =>
  `[${stream.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join(',\n')}]`;

const read = async (root: string, name: ProtocolName, extension: string): Promise<readonly Specimen[]> => {
  const protocol = await loadProtocol(name, name);
  const folder = join(root, 'test/fixtures', name);
  return readdirSync(folder).filter((file) => file.endsWith(extension)).map((file) => ({ protocol, bytes: readFileSync(join(folder, file)) }));
};

/** Every stream of the fixtures in one framing. `root` is the folder of the clone. */
export const readCorpus = async (framing: Framing, root: string): Promise<readonly Specimen[]> => {
  if (framing === 'ndjson') return read(root, 'ollama', '.ndjson');
  if (framing === 'sse') return (await Promise.all(folders.map((name) => read(root, name, '.sse')))).flat();
  const streams = await read(root, 'google', '.sse');
  return streams.map(({ protocol, bytes }) => ({ protocol, bytes: Buffer.from(toArray(bytes.toString())) }));
};

import type { Io } from '../app/io.js';
import { clearCacheOf, clearTeam, probeTeam } from '../app/stores.js';
import { readByteSize, roundByteSize } from '../config/byte-size.js';
import { quote } from '../config/quote.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter, toAge, toExcerpt, toIso, toLimit, toSnippetText } from './store-output.js';
import { toTable } from './table.js';
import type { CacheTools } from './with-cache-tools.js';
import { withCacheTools } from './with-cache-tools.js';

type Entry = Awaited<ReturnType<CacheTools['find']>>[number];

const toJson = ({ key, answer, createdMs, expiresMs, lastUsedMs, storedBytes }: Entry): string => toJsonLine({
  key, provider: answer.provider, model: answer.model, text: answer.text, reasoning: answer.reasoning === '' ? null : answer.reasoning,
  created_at: toIso(createdMs), expires_at: toIso(expiresMs), last_used_at: toIso(lastUsedMs), stored_bytes: storedBytes,
});

/** Entries one by one for a program, in a table for a person. */
const createListing = (isJson: boolean, io: Io): { readonly add: (entry: Entry, excerpt: string) => Promise<void>; readonly end: () => Promise<void> } => {
  const out = storeWriter(io);
  const lines: (readonly string[])[] = [];
  return {
    add: async (entry, excerpt) => {
      const { key, answer, createdMs } = entry;
      if (isJson) await out.write(toJson(entry));
      else lines.push([key.slice(0, 12), toAge(createdMs, io.now()), `${answer.provider}/${answer.model}`, excerpt]);
    },
    end: () => out.write(toTable(lines)),
  };
};

type Team = Awaited<ReturnType<typeof probeTeam>>;

const toTeamJson = (team: Team): object | null =>
  team === undefined ? null : { url: team.label, reachable: team.problem === undefined, latency_ms: team.problem === undefined ? team.tookMs : null, problem: team.problem ?? null };

const toTeamLine = (team: Team): string => {
  if (team === undefined) return '';
  return `team     ${team.label} (${team.problem === undefined ? `reachable, ${team.tookMs.toFixed(0)} ms` : `not reachable: ${team.problem}`})\n`;
};

/** `cache stats`. */
export const showStats = (isJson: boolean, io: Io): Promise<void> => withCacheTools(io, async (tools, settings) => {
  const stats = await tools.stats();
  if (stats === undefined) return;
  const team = await probeTeam(settings);
  const out = storeWriter(io);
  if (isJson) {
    await out.write(toJsonLine({
      path: tools.path, entries: stats.entries, expired: stats.expired, used_bytes: stats.usedBytes, file_bytes: stats.fileBytes,
      oldest_at: toIso(stats.oldestMs), newest_at: toIso(stats.newestMs), team: toTeamJson(team),
    }));
    return;
  }
  const age = (ms: number | null): string => (ms === null ? 'none' : toAge(ms, io.now()).trim());
  await out.write(`answers  ${stats.entries}${stats.expired === 0 ? '' : ` (${stats.expired} expired)`}\nsize     ${roundByteSize(stats.fileBytes)}\noldest   ${age(stats.oldestMs)}\nnewest   ${age(stats.newestMs)}\nfile     ${tools.path}\n${toTeamLine(team)}`);
});

/** `cache list`. */
export const listEntries = (limit: unknown, isJson: boolean, io: Io): Promise<void> => withCacheTools(io, async (tools) => {
  const listing = createListing(isJson, io);
  const most = toLimit(limit);
  let count = 0;
  for await (const entry of tools.entries()) {
    await listing.add(entry, toExcerpt(entry.answer.text, 50));
    count += 1;
    if (count === most) break;
  }
  await listing.end();
  if (count === 0) io.warn('The cache is empty.');
});

const showFound = (key: string, isJson: boolean, io: Io): Promise<void> => withCacheTools(io, async (tools) => {
  const [entry, other] = await tools.find(key.toLowerCase());
  if (entry === undefined) throw new UadaError('usage', `No remembered answer has the key ${key}.`, { hint: '`uada cache list` shows the keys.' });
  if (other !== undefined) throw new UadaError('usage', `More than one key begins with ${key}.`, { hint: 'Write more of it.' });
  const text = entry.answer.text;
  await storeWriter(io).write(isJson ? toJson(entry) : `${text}${text.endsWith('\n') ? '' : '\n'}`);
});

/** `cache show`. */
export const showEntry = async (key: string, isJson: boolean, io: Io): Promise<void> => {
  if (!/^[\da-f]{1,64}$/i.test(key)) throw new UadaError('usage', `${quote(key)} is no key of the cache.`, { hint: '`uada cache list` shows the keys.' });
  await showFound(key, isJson, io);
};

/** `cache search`. */
export const searchEntries = (words: string, isJson: boolean, io: Io): Promise<void> => withCacheTools(io, async (tools) => {
  const listing = createListing(isJson, io);
  let isFound = false;
  for await (const { entry, snippet } of tools.search(words)) {
    isFound = true;
    await listing.add(entry, toExcerpt(toSnippetText(snippet), 100));
  }
  await listing.end();
  if (!isFound) io.warn('No remembered answer matches.');
});

/** `cache clear`: this machine's, and with `isTeam` also what the team shares. */
export const clearEntries = async (isTeam: boolean, io: Io): Promise<void> => {
  const { paths, settings } = await readSettings({}, io);
  io.warn(`Removed ${roundByteSize(await clearCacheOf(paths.dataDir))} of remembered answers.`);
  if (isTeam) io.warn(`Removed the answers in the team cache ${await clearTeam(settings)}, for everybody.`);
  else if (settings.cacheUrl !== undefined) io.warn('The team cache was left alone: --team clears it, too, for everybody.');
};

/** `cache prune`. */
export const pruneEntries = async (maxSize: unknown, io: Io): Promise<void> => {
  const { settings } = await readSettings({}, io);
  const given = typeof maxSize === 'string' ? readByteSize(maxSize) : { value: settings.cacheMaxBytes };
  if ('problem' in given) throw new UadaError('usage', `--max-size ${given.problem}.`);
  await withCacheTools(io, async (tools) => {
    const count = await tools.prune(given.value);
    io.warn(`Removed ${count} ${count === 1 ? 'answer' : 'answers'}.`);
  });
};

/** `cache path`. */
export const showPath = (io: Io): Promise<void> => withCacheTools(io, (tools) => storeWriter(io).write(`${tools.path}\n`));

import type { Io } from '../app/io.js';
import { allRows, rowNamed } from '../app/rows.js';
import { openHistoryOf } from '../app/stores.js';
import type { Config } from '../config/config.js';
import { readDurationMs } from '../config/duration.js';
import { UadaError } from '../core/errors.js';
import { toJsonUsage } from '../render/json.js';
import { unknownUsage } from '../core/usage.js';
import { createCodeBlockFilter } from '../render/first-code-block.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter, toAge, toExcerpt, toIso, toLimit, toSnippetText } from './store-output.js';
import { toTable } from './table.js';

type Options = Readonly<Record<string, unknown>>;
type History = Awaited<ReturnType<typeof openHistoryOf>>;
type Entry = NonNullable<Awaited<ReturnType<History['show']>>>;

const withHistory = async (io: Io, run: (history: History, config: Config) => Promise<void>): Promise<void> => {
  const { paths, config } = await readSettings({}, io);
  const history = await openHistoryOf(paths.dataDir, io);
  try {
    await run(history, config);
  } finally {
    history.close();
  }
};

const promptOf = ({ prompt }: Entry): string => prompt.map((part) => (part.type === 'text' ? part.text : `[${part.mediaType}]`)).join('');

const toJson = (entry: Entry): string => toJsonLine({
  id: entry.id, created_at: toIso(entry.createdMs), conversation: entry.conversation, provider: entry.provider, model: entry.model,
  system: entry.system ?? null, prompt: promptOf(entry), text: entry.text, reasoning: entry.reasoning === '' ? null : entry.reasoning,
  finish_reason: entry.finishReason, cached: entry.isCached, usage: toJsonUsage(entry.usage ?? unknownUsage), cost_usd: entry.costUsd,
  timing: { ttft_ms: entry.timing?.firstTokenMs ?? null, total_ms: entry.timing?.totalMs ?? null }, request_id: entry.requestId ?? null,
});

const toCells = (entry: Entry, excerpt: string, now: number): readonly string[] =>
  [String(entry.id).padStart(6), toAge(entry.createdMs, now), `${entry.provider}/${entry.model}`, excerpt];

const toWhole = (text: string, name: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UadaError('usage', `${name} must be a whole number; it is "${text}".`);
};

/** A span back from now, or a date. */
const toSince = (text: string, now: number): number => {
  const span = readDurationMs(text);
  if ('value' in span) return now - span.value;
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(date)) return date;
  throw new UadaError('usage', `--since must be a span such as 7d or a date such as 2026-11-01; it is "${text}".`);
};

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An answer may be of a provider that is no longer set up; where there is none of it, its name may be a mistake. */
const sayNothingFound = (words: string, options: Options, config: Config, io: Io): void => {
  const provider = asText(options['provider']);
  if (provider !== undefined) rowNamed(allRows(config), provider);
  const isNarrowed = words !== '' || ['provider', 'model', 'since'].some((name) => options[name] !== undefined);
  io.warn(isNarrowed ? 'No answer in the history matches.' : 'The history is empty.');
};

/** `history list` and `history search`. */
export const listAnswers = (words: string, options: Options, io: Io): Promise<void> => withHistory(io, async (history, config) => {
  const since = asText(options['since']);
  const filter = { provider: asText(options['provider']), model: asText(options['model']), sinceMs: since === undefined ? undefined : toSince(since, io.now()) };
  const page = { limit: toLimit(options['limit']) };
  const hits = words === ''
    ? (await history.list(filter, page)).map((entry) => ({ entry, excerpt: toExcerpt(promptOf(entry), 60) }))
    : (await history.search(words, filter, page)).map(({ entry, snippet }) => ({ entry, excerpt: toExcerpt(toSnippetText(snippet), 100) }));
  if (hits.length === 0) sayNothingFound(words, options, config, io);
  const out = storeWriter(io);
  if (options['json'] !== true) return out.write(toTable(hits.map(({ entry, excerpt }) => toCells(entry, excerpt, io.now()))));
  for (const { entry } of hits) await out.write(toJson(entry));
});

const findAnswer = async (id: string | undefined, history: History): Promise<Entry> => {
  const entry = id === undefined ? (await history.list({}, { limit: 1 }))[0] : await history.show(toWhole(id, 'The number of an answer'));
  if (entry !== undefined) return entry;
  if (id === undefined) throw new UadaError('usage', 'The history is empty.', { hint: 'Every answer is kept in it from now on.' });
  throw new UadaError('usage', `There is no answer ${id} in the history.`, { hint: '`uada history list` shows the numbers.' });
};

const toPage = (entry: Entry): string => {
  const { conversation } = entry;
  // Only what every shell takes as it stands.
  const goesOn = /^\w[\w.-]*$/.test(conversation) ? `uada --session ${conversation} "…" goes on with this conversation\n` : '';
  const head = `${toIso(entry.createdMs) ?? ''}  ${entry.provider}/${entry.model}\n${goesOn}`;
  const system = entry.system === undefined ? '' : `\n# System\n${entry.system}\n`;
  return `${head}${system}\n# Prompt\n${promptOf(entry)}\n\n# Answer\n${entry.text}\n`;
};

const toFirstCode = ({ text }: Entry): string => {
  const filter = createCodeBlockFilter();
  return filter.push(text) + filter.finish();
};

/** `history show`. */
export const showAnswer = (id: string | undefined, options: Options, io: Io): Promise<void> => withHistory(io, async (history) => {
  const forms = { json: toJson, raw: ({ text }: Entry) => text, code: toFirstCode };
  const given = Object.keys(forms).filter((name): name is keyof typeof forms => options[name] === true);
  const [form] = given;
  if (given.length > 1) throw new UadaError('usage', `--${given.join(' and --')} do not go together.`, { hint: 'Give one of them.' });
  await storeWriter(io).write((form === undefined ? toPage : forms[form])(await findAnswer(id, history)));
});

/** `history rm`. */
export const removeAnswers = (ids: readonly string[], io: Io): Promise<void> => withHistory(io, async (history) => {
  const count = await history.remove(ids.map((id) => toWhole(id, 'The number of an answer')));
  if (count === 0) throw new UadaError('usage', `There is no answer ${ids.join(', ')} in the history.`, { hint: '`uada history list` shows the numbers.' });
  io.warn(`Removed ${count} ${count === 1 ? 'answer' : 'answers'}.`);
});

/** `history export`. */
export const exportAnswers = (io: Io): Promise<void> => withHistory(io, async (history) => {
  const out = storeWriter(io);
  for await (const entry of history.exportAll()) await out.write(toJson(entry));
});

/** `history path`. */
export const showPath = (io: Io): Promise<void> => withHistory(io, (history) => storeWriter(io).write(`${history.path}\n`));

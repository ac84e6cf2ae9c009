// Rewrites the snapshots that ship with uada: of prices and context windows, src/providers/prices.json, and of what
// models can, capabilities.json beside it.
//
//   node scripts/refresh-prices.js [URL|FILE] [--date YYYY-MM-DD] [--source TEXT] [--out FILE]
//
// URL|FILE   models.dev's api.json, or a file of that shape; https://models.dev/api.json by default
// --date     the day the figures are from; today by default
// --source   where the figures are from, shown beside prices; "models.dev" by default
// --out      the snapshot to write; it must not lose more than half the rows that it has for a provider
//
// A row is [input, output, cached input, context, output limit] with prices in USD per million tokens, followed by
// [[above input tokens, input, output, cached input], ...] where a longer prompt raises the price of the request.
// Unknown is null. 0 is kept for models that are free of charge only: elsewhere the list uses it for "not priced".
// Capabilities are words, with a ! before what a model is known to lack; what is not known is left out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** uada's provider ids and models.dev's. */
const providers = {
  openrouter: 'openrouter', openai: 'openai', anthropic: 'anthropic', google: 'google', groq: 'groq',
  together: 'togetherai', cohere: 'cohere', ollama: 'ollama-cloud',
};
const maxUsdPerMillion = 10_000;
const maxTokens = 100_000_000;

const isFree = (id) => id.endsWith(':free') || id === 'openrouter/free';

const isTextChat = (model) =>
  model.modalities?.input?.includes('text') && model.modalities.output?.join() === 'text' && !/embed/i.test(model.id);

// A negative price marks a router, whose price is that of the model it picks.
const toUsd = (value, id) => {
  if (typeof value !== 'number' || !(value > 0 || (value === 0 && isFree(id)))) return null;
  if (value > maxUsdPerMillion) throw new Error(`${id}: ${value} USD per million tokens cannot be right.`);
  return Number(value.toPrecision(6));
};

const toTokens = (value, id) => {
  if (typeof value !== 'number' || !(value > 0)) return null;
  if (!Number.isInteger(value) || value > maxTokens) throw new Error(`${id}: a limit of ${value} tokens cannot be right.`);
  return value;
};

const toRates = (cost, id) => [toUsd(cost?.input, id), toUsd(cost?.output, id), toUsd(cost?.cache_read, id)];

const toTiers = (cost, id) => {
  const tiers = (cost?.tiers ?? []).filter((tier) => tier.tier?.type === 'context' && tier.tier.size > 0);
  if (tiers.length > 0) {
    return tiers.map((tier) => [toTokens(tier.tier.size, id), ...toRates(tier, id)]).sort((a, b) => a[0] - b[0]);
  }
  return cost?.context_over_200k === undefined ? [] : [[200_000, ...toRates(cost.context_over_200k, id)]];
};

const toRow = (model) => {
  const tiers = toTiers(model.cost, model.id);
  const row = [
    ...toRates(model.cost, model.id), toTokens(model.limit?.context, model.id), toTokens(model.limit?.output, model.id),
  ];
  return tiers.length > 0 ? [...row, tiers] : row;
};

/** uada's words for what a model can, and where models.dev tells it. */
const toAbilities = ({ tool_call: tools, modalities, reasoning, structured_output: schema }) =>
  Object.entries({ tools, vision: modalities?.input?.includes('image'), reasoning, json_schema: schema })
    .flatMap(([name, can]) => (typeof can === 'boolean' ? [can ? name : `!${name}`] : [])).join(' ');

const byId = ([a], [b]) => (a < b ? -1 : Number(a > b));

const chatModels = (catalog, provider) => Object.values(catalog[providers[provider]]?.models ?? {}).filter(isTextChat);

const toCapabilities = (catalog, provider) =>
  chatModels(catalog, provider).map((model) => [model.id, toAbilities(model)]).filter(([, abilities]) => abilities !== '').sort(byId);

const toModels = (catalog, provider) => {
  const models = chatModels(catalog, provider);
  const rows = models.map((model) => [model.id, toRow(model)]).filter(([, row]) => row.some((figure) => figure !== null));
  if (rows.length === 0) throw new Error(`The list has no chat model of ${providers[provider]}.`);
  return rows.sort(byId);
};

const refuseShrinking = (models, outFile) => {
  if (!existsSync(outFile)) return;
  const former = JSON.parse(readFileSync(outFile, 'utf8')).models;
  for (const [provider, rows] of Object.entries(models)) {
    const formerCount = Object.keys(former[provider] ?? {}).length;
    if (rows.length * 2 < formerCount) {
      throw new Error(`${provider} falls from ${formerCount} rows to ${rows.length}. Delete ${outFile} first if that is right.`);
    }
  }
};

/** One line a model, so that a diff reads as a list of price changes. */
const render = (snapshot, source, models) => {
  const row = ([id, figures]) => `      ${JSON.stringify(id)}: ${JSON.stringify(figures)}`;
  const block = ([provider, rows]) => `    ${JSON.stringify(provider)}: {${rows.length === 0 ? '' : `\n${rows.map(row).join(',\n')}\n    `}}`;
  return `{\n  "snapshot": ${JSON.stringify(snapshot)},\n  "source": ${JSON.stringify(source)},\n  "models": {\n${
    Object.entries(models).map(block).join(',\n')}\n  }\n}\n`;
};

const readCatalog = async (place) => {
  if (!/^https?:/.test(place)) return JSON.parse(readFileSync(place, 'utf8'));
  const response = await fetch(place);
  if (!response.ok) throw new Error(`${place} answered ${response.status}.`);
  return response.json();
};

const isDate = (text) => {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
};

const refresh = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      source: { type: 'string', default: 'models.dev' },
      out: { type: 'string', default: fileURLToPath(new URL('../src/providers/prices.json', import.meta.url)) },
    },
  });
  if (!isDate(values.date)) throw new Error(`--date ${values.date} is not a date of the form YYYY-MM-DD.`);
  const catalog = await readCatalog(positionals[0] ?? 'https://models.dev/api.json');
  const forEach = (read) => Object.fromEntries(Object.keys(providers).map((provider) => [provider, read(catalog, provider)]));
  const models = forEach(toModels);
  refuseShrinking(models, values.out);
  writeFileSync(values.out, render(values.date, values.source, models));
  writeFileSync(join(dirname(values.out), 'capabilities.json'), render(values.date, values.source, forEach(toCapabilities)));
  const count = Object.values(models).reduce((sum, rows) => sum + rows.length, 0);
  console.log(`${count} models of ${values.date} written to ${values.out}`);
};

try {
  await refresh();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

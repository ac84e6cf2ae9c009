import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { History } from '../../src/store/history.js';
import { historyPath, openHistory } from '../../src/store/history.js';
import type { HistoryEntry } from '../../src/store/history-entry.js';
import { temporaryDirectory } from './temporary-directory.js';

const entry: HistoryEntry = {
  createdMs: 1_700_000_000_000, conversation: 'c-1', terminal: 'pts/1', provider: 'openai', model: 'gpt-5-mini', system: 'be brief',
  prompt: [{ type: 'text', text: 'How do I sort an array in Go?' }], text: 'Use **slices.Sort** from the café library.', reasoning: 'They want Go.',
  finishReason: 'stop', isCached: false, timing: { firstTokenMs: 120.5, totalMs: 900 },
  usage: { inputTokens: 10, outputTokens: 20, reasoningTokens: null, cachedInputTokens: 0 }, costUsd: 0.00123, requestId: 'r-1',
};
const open = (dataDir = temporaryDirectory()) => {
  const warn = vi.fn<(message: string) => void>();
  const history = openHistory({ dataDir, warn });
  onTestFinished(() => { history.close(); });
  return { history, warn, dataDir };
};
const page = { limit: 20 };
const ask = (text: string, change: Partial<HistoryEntry> = {}): HistoryEntry =>
  ({ ...entry, prompt: [{ type: 'text', text }], ...change });
const found = async (history: History, text: string, filter = {}): Promise<readonly number[]> =>
  (await history.search(text, filter, page)).map((hit) => hit.entry.id);

describe('an answer', () => {
  it('comes back whole', async () => {
    const { history } = open();
    const id = await history.record(entry);
    expect(await history.show(id!)).toEqual({ ...entry, id });
  });
  it('comes back with what was unknown still unknown', async () => {
    const { history } = open();
    const bare: HistoryEntry = {
      createdMs: 1, conversation: 'c', provider: 'ollama', model: 'm', prompt: [{ type: 'text', text: 'p' }], text: '', reasoning: '',
      finishReason: null, isCached: true, costUsd: null,
    };
    const id = await history.record(bare);
    expect(await history.show(id!)).toEqual({ ...bare, id });
  });
  it('gives the names of the latest without their texts', async () => {
    const { history } = open();
    for (const model of ['a', 'b', 'c']) await history.record({ ...entry, model, conversation: `about ${model}` });
    expect(await history.names(2)).toEqual([
      { provider: 'openai', model: 'c', conversation: 'about c' }, { provider: 'openai', model: 'b', conversation: 'about b' },
    ]);
  });
  it('keeps the images of its prompt', async () => {
    const { history } = open();
    const prompt: HistoryEntry['prompt'] = [{ type: 'text', text: 'what is this?' }, { type: 'image', mediaType: 'image/png', base64: 'AAAA' }];
    const id = await history.record({ ...entry, prompt });
    expect((await history.show(id!))?.prompt).toEqual(prompt);
    expect(await found(history, 'what is this')).toEqual([id]);
  });
  it('lies in a file that only its owner can read [C22]', async () => {
    const { history, dataDir } = open(join(temporaryDirectory(), 'data'));
    await history.record(entry);
    expect(statSync(historyPath(dataDir)).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
  it('that is removed leaves no trace in the files', async () => {
    const { history, dataDir } = open();
    const secret = 'xyzzyplughfrobnicate';
    const id = await history.record(ask(`my ${secret} word`, { text: `${secret} it is` }));
    await history.record(entry);
    expect(await history.remove([id!, 999])).toBe(1);
    expect(await found(history, secret)).toEqual([]);
    for (const name of readdirSync(dataDir)) expect(readFileSync(join(dataDir, name)).includes(secret), name).toBe(false);
  });
  it('never gets the id of a removed one', async () => {
    const { history } = open();
    const first = await history.record(entry);
    await history.remove([first!]);
    expect(await history.record(entry)).toBeGreaterThan(first!);
  });
});

describe('the list', () => {
  it('is newest first, in pages, filtered', async () => {
    const { history } = open();
    for (let index = 0; index < 10; index += 1) {
      await history.record(ask(`question ${index}`, { createdMs: 1_000 + index, provider: index % 2 === 0 ? 'openai' : 'groq', model: index < 5 ? 'gpt-5' : 'openai/gpt-5-mini' }));
    }
    const ids = async (filter: object, limit = 20, before?: number): Promise<readonly number[]> =>
      (await history.list(filter, { limit, before })).map(({ id }) => id);
    expect(await ids({}, 3)).toEqual([10, 9, 8]);
    expect(await ids({}, 3, 8)).toEqual([7, 6, 5]);
    expect(await ids({ provider: 'groq' })).toEqual([10, 8, 6, 4, 2]);
    expect(await ids({ model: 'gpt-5' })).toHaveLength(10);
    expect(await ids({ model: 'gpt-5-mini' })).toEqual([10, 9, 8, 7, 6]);
    expect(await ids({ sinceMs: 1_007 })).toEqual([10, 9, 8]);
    expect(await ids({ sinceMs: 1_003, provider: 'openai', model: 'mini' })).toEqual([9, 7]);
    expect(await ids({ sinceMs: 2_000 })).toEqual([]);
    expect(await ids({ provider: 'open' })).toEqual([]);
  });
});

describe('search', () => {
  it('finds words of prompt and answer, whatever their case and accents', async () => {
    const { history } = open();
    const id = await history.record(entry);
    for (const text of ['sort', 'SORT array', 'cafe', '"slices sort"', 'slic*', 'go?', "sort's*"]) {
      expect(await found(history, text), text).toEqual(text === "sort's*" ? [] : [id]);
    }
    for (const text of ['python', 'sort python', '"sort slices"', 'openai', 'gpt']) expect(await found(history, text), text).toEqual([]);
  });
  it('shows where, in parts', async () => {
    const { history } = open();
    await history.record(entry);
    const [hit] = await history.search('library', {}, page);
    expect(hit?.snippet).toContainEqual({ text: 'library', isMatch: true });
    const [other] = await history.search('array', {}, page);
    expect(other?.snippet).toContainEqual({ text: 'array', isMatch: true });
  });
  it('finds text in scripts without spaces, and signs', async () => {
    const { history } = open();
    const id = await history.record(ask('東京の天気は？', { text: '晴れです。a => b' }));
    for (const text of ['天気', '東京 晴れ', '=>', '東京 b']) expect(await found(history, text), text).toEqual([id]);
    expect(await found(history, '大阪')).toEqual([]);
    expect((await history.search('天気', {}, page))[0]?.snippet).toContainEqual({ text: '天気', isMatch: true });
  });
  it('is newest first and narrowed by the filters', async () => {
    const { history } = open();
    for (let index = 0; index < 6; index += 1) {
      await history.record(ask('same words', { createdMs: 1_000 + index, provider: index < 3 ? 'openai' : 'anthropic' }));
    }
    expect(await found(history, 'same')).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await found(history, 'same', { provider: 'openai' })).toEqual([3, 2, 1]);
    expect(await found(history, 'words', { sinceMs: 1_004 })).toEqual([6, 5]);
  });
  it.each(['"', '*', '(', 'a AND', 'NOT x', 'text:', '^a', '{', 'a"b', "'; DROP TABLE answers; --", '\0', '-', 'NEAR('])('%j is no error', async (text) => {
    const { history, warn } = open();
    const id = await history.record(entry);
    await history.search(text, {}, page);
    expect(await history.show(id!)).toBeDefined();
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('conversations', () => {
  it('the last one of a terminal goes on there', async () => {
    const { history } = open();
    expect(await history.lastConversation('pts/1')).toBeUndefined();
    await history.record({ ...entry, conversation: 'a', terminal: 'pts/1' });
    await history.record({ ...entry, conversation: 'b', terminal: 'pts/2' });
    await history.record({ ...entry, conversation: 'c', terminal: undefined });
    expect([await history.lastConversation('pts/1'), await history.lastConversation('pts/2')]).toEqual(['a', 'b']);
  });
  it('are read oldest first', async () => {
    const { history } = open();
    for (const text of ['one', 'two']) await history.record(ask(text, { conversation: 'work' }));
    await history.record(ask('other', { conversation: 'play' }));
    expect((await history.conversation('work')).map(({ prompt }) => prompt)).toEqual([[{ type: 'text', text: 'one' }], [{ type: 'text', text: 'two' }]]);
    expect(await history.conversation('unknown')).toEqual([]);
  });
});

describe('the export', () => {
  it('gives every answer once, oldest first, and does not hold up the log', async () => {
    const { history, dataDir } = open();
    for (let index = 0; index < 250; index += 1) await history.record(ask(`q${index}`));
    const ids: number[] = [];
    for await (const { id } of history.exportAll()) {
      ids.push(id);
      if (id === 1) {
        const other = new Sqlite(historyPath(dataDir));
        const [checkpoint] = other.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[];
        other.close();
        expect(checkpoint?.busy).toBe(0);
      }
    }
    expect(ids).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });
});

describe('damage', () => {
  const fill = async (dataDir: string, count: number): Promise<void> => {
    const { history } = open(dataDir);
    for (let index = 0; index < count; index += 1) await history.record(ask(`question ${index}`, { text: `answer ${index} `.repeat(60) }));
    history.close();
  };
  it('of the search index only is repaired in place', async () => {
    const { dataDir } = open();
    await fill(dataDir, 20);
    const handle = new Sqlite(historyPath(dataDir));
    handle.unsafeMode();
    handle.exec("UPDATE answers_search_data SET block = zeroblob(length(block)) WHERE id > 10");
    handle.close();
    const { history, warn } = open(dataDir);
    await history.record(ask('after'));
    expect(await found(history, 'question 7')).toEqual([8]);
    expect(await history.list({}, { limit: 100 })).toHaveLength(21);
    expect(warn).not.toHaveBeenCalled();
  });
  it('of the file: what can be read is saved into a new one', async () => {
    const { dataDir } = open();
    await fill(dataDir, 200);
    const bytes = readFileSync(historyPath(dataDir));
    const pages = bytes.length / 4_096;
    // A page in the middle that holds answers, so that both ends stay readable.
    const target = [...Array(pages).keys()].filter((index) => bytes.subarray(index * 4_096, (index + 1) * 4_096).includes('answer 100 '))[0]!;
    bytes.fill(0xff, target * 4_096, (target + 1) * 4_096);
    writeFileSync(historyPath(dataDir), bytes);
    const { history, warn } = open(dataDir);
    expect((await history.list({}, { limit: 1_000 })).length).toBeGreaterThan(150);
    await history.record(ask('after'));
    expect(await found(history, 'question 199')).toEqual([200]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The history file was damaged\..* a new one was begun with \d+ of its entries\.$/)]]);
  });
  it('beyond saving: an empty history and one warning', async () => {
    const { dataDir } = open();
    writeFileSync(historyPath(dataDir), 'not a database '.repeat(1_000));
    const { history, warn } = open(dataDir);
    expect(await history.record(entry)).toBe(1);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/a new one was begun\.$/)]]);
  });
});

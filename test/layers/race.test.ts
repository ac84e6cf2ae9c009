import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/core/errors.js';
import { createRace } from '../../src/layers/race.js';
import type { RaceNotice } from '../../src/layers/notice.js';
import type { ScriptedProvider } from './scripted-provider.js';
import { answer, ask, authError, end, overloaded, reasoning, request, scripted, start, text } from './scripted-provider.js';

const race = (providers: readonly [ScriptedProvider, ...ScriptedProvider[]]) => {
  const notices: RaceNotice[] = [];
  const answeredBy: string[] = [];
  const [first, ...others] = providers.map((provider) => ({ provider, onAnswer: () => answeredBy.push(provider.id) }));
  return { provider: createRace([first!, ...others], (notice) => notices.push(notice)), notices, answeredBy };
};

const gate = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

describe('createRace', () => {
  it.each([['text', text('fast')], ['reasoning', reasoning('fast')]])('is won by the first %s, not by the first start', async (_name, word) => {
    const slow = scripted('openai', [start, 'hang', ...answer('slow')]);
    const { provider, answeredBy } = race([slow, scripted('groq', [Promise.resolve(), start, word, end])]);
    expect((await ask(provider)).events).toEqual([{ ...start, provider: 'groq' }, word, end]);
    expect(answeredBy).toEqual(['groq']);
    expect(slow.requests).toEqual([request]);
  });

  it('aborts the losers at once, with their own signal, and ends when they are gone', async () => {
    const lastWord = gate();
    const losers = [scripted('openai', [start, 'hang']), scripted('cohere', ['hang'])] as const;
    const winner = scripted('groq', [start, text('one'), lastWord.opened, end]);
    const events = race([losers[0], winner, losers[1]]).provider.stream(request, new AbortController().signal)[Symbol.asyncIterator]();
    await events.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(losers.map((loser) => loser.openCount())).toEqual([0, 0]);
    expect(losers[0].abortReasons[0]).toBeInstanceOf(CancelledError);
    expect(winner.openCount()).toBe(1);
    lastWord.open();
    await events.next();
    await events.next();
    await events.next();
    expect(winner.openCount()).toBe(0);
  });

  it('goes on without a provider that fails, and tells it', async () => {
    const { provider, notices } = race([scripted('openai', [start, overloaded()]), scripted('groq', [Promise.resolve(), Promise.resolve(), ...answer('fine')])]);
    expect((await ask(provider)).text).toBe('fine');
    expect(notices).toMatchObject([{ type: 'race', provider: 'openai', reason: 'openai is overloaded (503)' }]);
  });

  it('fails with the error of the first listed, whoever failed last', async () => {
    const later = gate();
    const { provider, notices } = race([scripted('openai', [later.opened, overloaded()]), scripted('groq', [authError({}, 'No key.')])]);
    const asked = ask(provider);
    later.open();
    expect((await asked).error).toMatchObject({ kind: 'provider', status: 503, message: 'Overloaded. groq failed too: No key.' });
    expect(notices).toHaveLength(1);
  });

  it('does not take an answer without a word for the best while another may speak', async () => {
    const { provider } = race([scripted('openai', [start, end]), scripted('groq', [Promise.resolve(), Promise.resolve(), ...answer('fine')])]);
    expect((await ask(provider)).text).toBe('fine');
    const empty = race([scripted('openai', [start, end]), scripted('groq', [overloaded()])]);
    expect(await ask(empty.provider)).toMatchObject({ events: [{ ...start, provider: 'openai' }, end], error: undefined });
  });

  it('passes on an error after the first word and asks nobody else', async () => {
    const loser = scripted('groq', [start, 'hang', ...answer('slow')]);
    const { error, text: words } = await ask(race([scripted('openai', [start, text('half'), overloaded()]), loser]).provider);
    expect(words).toBe('half');
    expect(error).toMatchObject({ message: 'Overloaded.' });
    expect(loser.openCount()).toBe(0);
  });

  it('stops everybody when the person stops, before and after the first word', async () => {
    for (const steps of [[start, 'hang'], [start, text('half'), 'hang']] as const) {
      const reason = new CancelledError('Stopped by a test.');
      const controller = new AbortController();
      const providers = [scripted('openai', steps), scripted('groq', [start, 'hang'])] as const;
      const asked = ask(race([...providers]).provider, controller.signal);
      await new Promise((resolve) => setImmediate(resolve));
      controller.abort(reason);
      expect((await asked).error).toBe(reason);
      expect(providers.map((provider) => provider.openCount())).toEqual([0, 0]);
    }
  });

  it('leaves nothing behind when the consumer leaves', async () => {
    const providers = [scripted('openai', [start, text('one'), 'hang']), scripted('groq', [start, text('two'), 'hang'])] as const;
    for await (const event of race([...providers]).provider.stream(request, new AbortController().signal)) {
      if (event.type === 'text') break;
    }
    expect(providers.map((provider) => provider.openCount())).toEqual([0, 0]);
  });
});

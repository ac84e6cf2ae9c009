import { expect, it } from 'vitest';
import { createEventPile } from '../../src/providers/event-pile.js';

it('joins neighbours of one kind, keeps their order and says when the first word came', () => {
  let nowMs = 0;
  const pile = createEventPile(() => (nowMs += 10));
  pile.add({ type: 'start', model: 'm' });
  pile.add({ type: 'text', text: '' });
  for (const text of ['a', 'b']) pile.add({ type: 'reasoning', text });
  for (const text of ['c', 'd', 'e']) pile.add({ type: 'text', text });
  pile.add({ type: 'end', finishReason: 'stop' });
  expect(pile.events()).toEqual([
    { type: 'start', model: 'm', firstTokenAtMs: 10 }, { type: 'text', text: '' }, { type: 'reasoning', text: 'ab' }, { type: 'text', text: 'cde' },
    { type: 'end', finishReason: 'stop' },
  ]);
});

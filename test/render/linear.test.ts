import { describe, expect, it } from 'vitest';
import { createLinearPresenter } from '../../src/render/linear.js';

describe('an answer in whole lines', () => {
  it('keeps reasoning apart from the text before it', async () => {
    let written = '';
    const writer = { write: (text: string) => Promise.resolve(void (written += text)) };
    const presenter = createLinearPresenter({ out: writer, status: writer, showsReasoning: true });
    await presenter.push({ type: 'text', text: 'b' });
    await presenter.push({ type: 'reasoning', text: 'late' });
    await presenter.push({ type: 'text', text: 'c\n' });
    expect(written).toBe('Answer:\nb\nThinking.\nlate\nAnswer:\nc\n');
  });
});

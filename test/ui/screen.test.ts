import { describe, expect, it } from 'vitest';
import { createScreen } from '../../src/ui/screen.js';
import type { CreateLiveView } from '../../src/ui/screen.js';

const createView: CreateLiveView = () => ({ draw: (lines) => lines, end: () => undefined, ended: new Promise(() => undefined) });

/** What is written of two tails and their end in a terminal of this name. */
const writtenIn = async (term: string | undefined): Promise<string> => {
  let written = '';
  const write = (text: string): Promise<void> => {
    written += text;
    return Promise.resolve();
  };
  const screen = createScreen({ write }, () => 80, { term });
  screen.enable(createView);
  await screen.draw({ finished: [], tail: ['first', 'second'] });
  await screen.draw({ finished: ['first'], tail: ['second'] });
  await screen.lift();
  return written;
};

describe('a tail on a screen', () => {
  it('is marked as drawn again in kitty, until its rows are taken away', async () => {
    expect((await writtenIn('xterm-kitty')).match(/\u001b\]133;A;k=s\u001b\\|\u001b\[99L/g)).toEqual([
      '\u001b]133;A;k=s\u001b\\', '\u001b[99L', '\u001b]133;A;k=s\u001b\\', '\u001b[99L',
    ]);
  });

  it.each(['xterm-256color', 'tmux-256color', undefined])('is not marked in %s', async (term) => {
    expect(await writtenIn(term)).not.toContain('\u001b]');
  });
});

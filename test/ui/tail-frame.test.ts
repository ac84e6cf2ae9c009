import { describe, expect, it } from 'vitest';
import { drawTail } from '../../src/ui/tail-frame.js';
import { createFakeTerminal } from './fake-terminal.js';

const rows = ['one', 'two', 'three'];

const drawIn = async (term: string | undefined): Promise<readonly string[]> => {
  const terminal = createFakeTerminal(40, 10);
  terminal.stdout.write(drawTail(rows, undefined, term));
  expect(await terminal.rows()).toEqual(rows);
  return terminal.lines();
};

describe('the rows of a tail', () => {
  it.each(['xterm-256color', 'xterm-kitty', undefined])('are one line, wrapped by the terminal, where TERM is %s', async (term) => {
    expect(await drawIn(term)).toHaveLength(1);
  });

  it.each(['tmux-256color', 'screen', 'screen-256color'])('are lines that take no more rows in a narrower window, where TERM is %s', async (term) => {
    expect(await drawIn(term)).toEqual(rows);
  });
});

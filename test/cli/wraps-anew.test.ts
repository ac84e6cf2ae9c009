import { describe, expect, it } from 'vitest';
import { wrapsAnew } from '../../src/cli/wraps-anew.js';

describe('a terminal whose window gets narrower', () => {
  it.each([
    ['is taken for one that wraps lines anew', { TERM: 'xterm-256color' }, true],
    ['cuts them on the console of Linux', { TERM: 'linux' }, false],
    ['cuts them in xterm', { TERM: 'xterm-256color', XTERM_VERSION: 'XTerm(379)' }, false],
    ['cuts them in Neovim', { TERM: 'xterm-256color', NVIM: '/run/nvim.1.0' }, false],
    ['wraps them anew in tmux in xterm', { TERM: 'tmux-256color', XTERM_VERSION: 'XTerm(379)', TMUX: '/tmp/tmux,1,0' }, true],
    ['wraps them anew in kitty, started from xterm', { TERM: 'xterm-kitty', XTERM_VERSION: 'XTerm(379)' }, true],
    ['wraps them anew in alacritty, started from Neovim', { TERM: 'alacritty', NVIM: '/run/nvim.1.0' }, true],
    ['wraps them anew in screen in xterm', { TERM: 'screen', XTERM_VERSION: 'XTerm(379)', STY: '1.pts' }, true],
  ])('%s', (_what, environment, expected) => {
    expect(wrapsAnew(environment)).toBe(expected);
  });
});

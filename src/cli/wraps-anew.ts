import type { Environment } from '../config/environment.js';

/** Whether the terminal wraps its lines anew in a window that gets narrower. Nearly all do; those named here cut them. */
export const wrapsAnew = (environment: Environment): boolean => {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  const term = environment['TERM'] ?? '';
  // Whatever these were started from, they wrap by themselves; its variables may still be there.
  if (isSet('TMUX') || isSet('STY') || /^(?:xterm-kitty|alacritty|foot)/.test(term)) return true;
  return term !== 'linux' && !isSet('XTERM_VERSION') && !isSet('NVIM');
};

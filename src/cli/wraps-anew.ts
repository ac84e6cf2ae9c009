import type { Environment } from '../config/environment.js';

/** Whether the terminal wraps its lines anew in a window that gets narrower. Nearly all do; those named here cut them. */
export const wrapsAnew = (environment: Environment): boolean => {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  // Whatever tmux and screen run in, they wrap by themselves.
  if (isSet('TMUX') || isSet('STY')) return true;
  return environment['TERM'] !== 'linux' && !isSet('XTERM_VERSION') && !isSet('NVIM');
};

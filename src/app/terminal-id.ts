import { readFileSync } from 'node:fs';
import type { Environment } from '../config/environment.js';

/** What multiplexers and terminals tell a program about its window, the most specific first. */
const windowVariables = ['TMUX_PANE', 'STY', 'ZELLIJ_PANE_ID', 'WEZTERM_PANE', 'KITTY_WINDOW_ID', 'TERM_SESSION_ID', 'WT_SESSION', 'WINDOWID'] as const;

/**
 * Fields of `/proc/PID/stat` behind the program's name, which may hold blanks and brackets. The session is the
 * shell of the terminal; its start time tells it from a later one of the same number (proc_pid_stat(5)).
 */
const statFields = (pid: string): readonly string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

const sessionOfLinux = (): string | undefined => {
  try {
    const session = statFields('self')[3];
    return session === undefined ? undefined : `session-${session}-${statFields(session)[19] ?? ''}`;
  } catch {
    return undefined;
  }
};

/** A word that stays the same in one terminal and differs between two, so that "continue" means this one's last. */
export const terminalId = (environment: Environment, parentPid: number): string => {
  const windows = windowVariables.flatMap((name) => (environment[name] === undefined ? [] : [`${name}=${environment[name]}`]));
  return windows.length > 0 ? windows.join(' ') : (sessionOfLinux() ?? `parent-${parentPid}`);
};

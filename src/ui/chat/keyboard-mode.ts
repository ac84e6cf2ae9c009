/** What makes a terminal tell Shift+Enter from Enter, and what ends that. */
export type KeyboardMode = { readonly on: string; readonly off: string };

/** Kitty's protocol: keys that are ambiguous as escape codes, with the keys of other layouts (flags 1 and 4). */
const kitty: KeyboardMode = { on: '\u001b[>5u', off: '\u001b[<u' };
/** xterm's modifyOtherKeys, which tmux passes on where `extended-keys` is on. */
const otherKeys: KeyboardMode = { on: '\u001b[>4;1m', off: '\u001b[>4;0m' };

/** The mode for a terminal; those that know neither pass over it, but the console of Linux takes it for another sequence. */
export const keyboardModeOf = (term = ''): KeyboardMode => {
  if (term.startsWith('linux')) return { on: '', off: '' };
  return /^(?:tmux|screen)/.test(term) ? otherKeys : kitty;
};

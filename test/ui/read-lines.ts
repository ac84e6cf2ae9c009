import type xterm from '@xterm/headless';

type Terminal = InstanceType<typeof xterm.Terminal>;

const read = (terminal: Terminal, isJoined: boolean): readonly string[] => {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (isJoined && line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Scrollback and screen as a person sees them: wrapped lines joined, blank lines at the end left out. */
export const readLines = (terminal: Terminal): readonly string[] => read(terminal, true);

/** The same by rows of the window: while a view draws, those of its tail are one line. */
export const readRows = (terminal: Terminal): readonly string[] => read(terminal, false).map((row) => row.trimEnd());

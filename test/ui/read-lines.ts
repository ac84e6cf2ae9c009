import type xterm from '@xterm/headless';

/** Scrollback and screen as a person sees them: wrapped lines joined, blank lines at the end left out. */
export const readLines = (terminal: InstanceType<typeof xterm.Terminal>): readonly string[] => {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
};

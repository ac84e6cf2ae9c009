import { PassThrough } from 'node:stream';
import { Box, render, Static, Text } from 'ink';
import type { Instance } from 'ink';
import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { paintedWidth } from '../render/markdown/text-width.js';
import type { FrameStdout } from './frame-stdout.js';
import type { CreateLiveView, Lines } from './screen.js';

/** `items` is as long as the number of batches so far; only the last one is there. */
type Frame = { readonly items: string[]; readonly width: number; readonly tail: readonly string[] };

const widest = (lines: readonly string[]): number =>
  lines.reduce((width, line) => Math.max(width, paintedWidth(line)), 0);

/** Lines of code may be longer than the window: the terminal wraps them, so that copying gives them whole. */
const View = ({ items, width, tail }: Frame): ReactElement => (
  <>
    <Static items={items} style={{ width }}>
      {(text, index) => <Text key={index}>{text}</Text>}
    </Static>
    <Box flexDirection="column">
      {tail.map((line, index) => <Text key={index} wrap="truncate-end">{line === '' ? ' ' : line}</Text>)}
    </Box>
  </>
);

/** Without a boundary of our own, Ink would show the exception and its stack in place of the answer. */
class Boundary extends Component<{ readonly onError: () => void; readonly children: ReactNode }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.onError();
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}

/** Ink looks at stdin only to read keys. The view reads none: Ctrl-C stays a signal, and a pipe stays unread. */
const noInput = (): NodeJS.ReadStream => Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.ReadStream;

const mount = (view: ReactElement, stdout: FrameStdout): Instance =>
  render(view, {
    stdout: stdout.stream, stderr: stdout.stream, stdin: noInput(),
    exitOnCtrlC: false, patchConsole: false,
    // Ink 6.8 draws tails of two lines and more one line too low when it renders only what has changed.
    incrementalRendering: false,
    // Whoever draws decides when a frame is due.
    maxFps: 1000,
  });

/** Ink's `<Static>` draws what is behind the items it has drawn, so that the earlier ones need not be kept. */
const onlyLast = (length: number, item: string): string[] => {
  const items: string[] = [];
  items[length - 1] = item;
  return items;
};

/** Longer than Ink may put a frame off, by a timer that is set before this one. */
const settledMs = 3;

/** A view drawn by Ink. */
export const createLiveView: CreateLiveView = (stdout, first) => {
  const { columns } = stdout.stream;
  const next = (before: Frame, { finished, tail }: Lines): Frame => (finished.length === 0 ? { ...before, tail } : {
    items: onlyLast(before.items.length + 1, finished.join('\n')), width: Math.max(columns, widest(finished)), tail,
  });
  let frame = next({ items: [], width: columns, tail: [] }, first);
  let hasFailed = false;
  const onError = (): void => void (hasFailed = true);
  const guarded = (): ReactElement => <Boundary onError={onError}><View {...frame} /></Boundary>;
  const instance = mount(guarded(), stdout);
  return {
    draw: (lines) => {
      frame = next(frame, lines);
      instance.rerender(guarded());
    },
    remove: async () => {
      // A frame that Ink still holds back would come after the erasing; on a busy machine its timer may be long overdue.
      await new Promise((resolve) => setTimeout(resolve, settledMs));
      instance.clear();
      instance.unmount();
    },
    hasFailed: () => hasFailed,
    leave: () => instance.unmount(),
    ended: instance.waitUntilExit().then(() => undefined, () => undefined),
  };
};

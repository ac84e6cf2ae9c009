import { PassThrough } from 'node:stream';
import { Box, render, Text } from 'ink';
import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { CreateLiveView } from './screen.js';

type Tail = { readonly lines: readonly string[] };

const View = ({ lines }: Tail): ReactElement => (
  <Box flexDirection="column">
    {lines.map((line, index) => <Text key={index} wrap="truncate-end">{line === '' ? ' ' : line}</Text>)}
  </Box>
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

/** The part of Node's stream that Ink uses. */
const toStream = (columns: number, write: (text: string) => void): NodeJS.WriteStream => {
  const ignore = (): unknown => stream;
  const stream = {
    isTTY: true, columns, writable: true, on: ignore, off: ignore, once: ignore, removeListener: ignore,
    write: (text: string, done?: () => void): boolean => {
      write(text);
      done?.();
      return true;
    },
  };
  return stream as unknown as NodeJS.WriteStream;
};

/**
 * A view drawn by Ink. Its debug mode gives every frame whole, at once and with nothing that moves a cursor: Ink
 * would erase a frame by a number of rows, which holds no longer when the terminal has wrapped them anew.
 */
export const createLiveView: CreateLiveView = (columns) => {
  let drawn = '';
  let hasFailed = false;
  const onError = (): void => void (hasFailed = true);
  const guarded = (lines: readonly string[]): ReactElement => <Boundary onError={onError}><View lines={lines} /></Boundary>;
  const stdout = toStream(columns, (text) => void (drawn = text));
  const instance = render(guarded([]), { stdout, stderr: stdout, stdin: noInput(), debug: true, exitOnCtrlC: false, patchConsole: false });
  return {
    draw: (lines) => {
      instance.rerender(guarded(lines));
      if (hasFailed) return undefined;
      return lines.length === 0 ? [] : drawn.split('\n');
    },
    end: () => instance.unmount(),
    ended: instance.waitUntilExit().then(() => undefined, () => undefined),
  };
};

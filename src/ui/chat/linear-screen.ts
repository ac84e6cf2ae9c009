import type { Writer } from '../../render/writer.js';
import type { ChatScreen } from './chat-screen.js';
import type { TurnView } from './turn-view.js';

export type LinearScreenOptions = {
  readonly writer: Writer;
  /** Called when something has changed that a person may answer to. */
  readonly onChange: () => void;
  readonly onFailure: (error: Error) => void;
};

/** A screen reader finds its own places to pause. */
const endlessColumns = 10_000;

/** Whole lines one after the other, for screen readers: nothing is drawn, and nothing is written again. */
export const createLinearScreen = ({ writer, onChange, onFailure }: LinearScreenOptions): ChatScreen => {
  let turn: TurnView | undefined;
  const write = async (lines: readonly string[]): Promise<void> => {
    if (lines.length > 0) await writer.write(`${lines.join('\n')}\n`).catch(onFailure);
  };
  const takeRest = (): readonly string[] => {
    const rest = turn?.finish() ?? [];
    turn = undefined;
    return rest;
  };
  return {
    columns: () => endlessColumns,
    enable: () => undefined,
    print: (lines) => void write(lines.filter((line) => line !== '')),
    // It stands where it was typed.
    printPrompt: () => undefined,
    begin: (begun) => {
      turn = begun;
      void write(['Waiting for the answer.']);
    },
    end: (closing) => {
      void write([...takeRest(), ...closing.filter((line) => line !== '')]);
      onChange();
    },
    refresh: async () => {
      await write(turn?.advance(endlessColumns).finished ?? []);
      onChange();
    },
    yield: (others) => others(),
    close: () => write(takeRest()),
  };
};

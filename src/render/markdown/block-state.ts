import type { OpenConstruct } from './highlight.js';
import type { InlineState } from './inline-stream.js';
import type { Language } from './languages.js';
import type { WrapState } from './line-wrapper.js';
import { copyWrapState } from './line-wrapper.js';
import type { FenceMark } from './marks.js';
import type { MarkdownTheme, Style } from './theme.js';

/** A block that holds other blocks. `isFresh` until its first line is out: that one carries the marker. */
export type Container =
  | { readonly type: 'quote'; isFresh: boolean }
  | {
    readonly type: 'item';
    readonly kind: string;
    readonly number: number | undefined;
    readonly marker: string;
    /** Columns from which a line belongs to the item, and columns of its content. */
    readonly leastIndent: number;
    readonly contentIndent: number;
    isFresh: boolean;
  };

export type TextLeaf = {
  readonly type: 'text';
  readonly style: Style;
  readonly isHeading: boolean;
  /** Lines it has, `held` included. */
  lines: number;
  /** The last line, while the next may make a heading or a table's header of it. */
  held: string | undefined;
  inline: InlineState;
  wrap: WrapState;
};

export type CodeLeaf = {
  readonly type: 'code';
  /** Undefined for code that is only indented. */
  readonly fence: FenceMark | undefined;
  readonly language: Language | undefined;
  open: OpenConstruct;
};

export type Align = 'left' | 'right' | 'center';

export type TableLeaf = {
  readonly type: 'table';
  readonly header: readonly string[];
  readonly aligns: readonly Align[];
  /** Rows that wait for the column widths. */
  rows: (readonly string[])[];
  /** The row that is out last: of one line, or of several. */
  rowBefore: 'flat' | 'tall' | undefined;
  /** Set once the widths are decided; empty when the table is too wide for columns. */
  widths: readonly number[] | undefined;
};

export type Leaf = TextLeaf | CodeLeaf | TableLeaf;

/** Where in a document the text stands, and what is out so far. */
export type BlockState = {
  readonly theme: MarkdownTheme;
  width: number;
  containers: Container[];
  leaf: Leaf | undefined;
  needsBlank: boolean;
  hasOutput: boolean;
  out: string[];
  /** A copy made to show the unfinished end: it guesses what is still open and keeps every line within the width. */
  readonly isTail: boolean;
};

export const createBlockState = (theme: MarkdownTheme, width: number): BlockState =>
  ({ theme, width, containers: [], leaf: undefined, needsBlank: false, hasOutput: false, out: [], isTail: false });

const copyLeaf = (leaf: Leaf | undefined): Leaf | undefined => {
  if (leaf?.type === 'text') return { ...leaf, inline: { ...leaf.inline }, wrap: copyWrapState(leaf.wrap) };
  return leaf?.type === 'table' ? { ...leaf, rows: [...leaf.rows] } : leaf && { ...leaf };
};

/** The state with nothing shared and nothing out. */
export const tailOf = (state: BlockState): BlockState =>
  ({ ...state, containers: state.containers.map((container) => ({ ...container })), leaf: copyLeaf(state.leaf), out: [], isTail: true });

/** A text and where its cursor is, as code units. */
export type Snapshot = { readonly text: string; readonly cursor: number };

/** What the last edit was: several of one kind in a row are undone together. */
export type EditKind = 'typing' | 'deleting' | 'killing' | 'other';

/** Everything about a prompt being written. Edits make a new state; nothing is changed in place. */
export type EditorState = Snapshot & {
  /** The folded pastes that marks in the text stand for. */
  readonly pastes: readonly string[];
  readonly undo: readonly Snapshot[];
  readonly redo: readonly Snapshot[];
  readonly lastEdit: EditKind | undefined;
  /** What Ctrl-Y brings back. */
  readonly killed: string;
  /** The column that moving up and down aims at. */
  readonly goalColumn: number | undefined;
  /** Earlier prompts, oldest first. */
  readonly prompts: readonly string[];
  /** Which of them is shown, and what was written before. */
  readonly browsing: { readonly index: number; readonly draft: Snapshot } | undefined;
};

/** An empty editor. */
export const createEditor = (prompts: readonly string[] = []): EditorState => ({
  text: '', cursor: 0, pastes: [], undo: [], redo: [], lastEdit: undefined, killed: '', goalColumn: undefined, prompts, browsing: undefined,
});

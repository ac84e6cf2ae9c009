import type { BlockState, Container } from './block-state.js';
import { emit } from './emit.js';
import { indentOf, isBlank, quoteContent } from './marks.js';
import type { ListMark } from './marks.js';
import { closeTable } from './table-leaf.js';
import { closeText } from './text-leaf.js';

/** What is left of a line inside the containers it continues, and how many those are. */
export type Matched = { readonly rest: string; readonly depth: number };

const intoItem = (line: string, leastIndent: number, contentIndent: number): string | undefined => {
  if (isBlank(line)) return '';
  const indent = indentOf(line);
  return indent < leastIndent ? undefined : line.slice(Math.min(indent, contentIndent));
};

const into = (line: string, container: Container): string | undefined =>
  container.type === 'quote' ? quoteContent(line) : intoItem(line, container.leastIndent, container.contentIndent);

/** Follows the open containers into a line (CommonMark, appendix "phase 1"). */
export const matchContainers = (containers: readonly Container[], line: string): Matched => {
  let rest = line;
  let depth = 0;
  for (const container of containers) {
    const inside = into(rest, container);
    if (inside === undefined) break;
    rest = inside;
    depth += 1;
  }
  return { rest, depth };
};

/** Ends the block that takes text. A code block that is cut off gets no closing rule. */
export const closeLeaf = (state: BlockState): void => {
  if (state.leaf?.type === 'text') closeText(state, state.leaf);
  else if (state.leaf?.type === 'table') closeTable(state, state.leaf);
  state.leaf = undefined;
};

/** Ends the containers below a depth, and the block in them. An item without text still shows its bullet. */
export const closeTo = (state: BlockState, depth: number): void => {
  closeLeaf(state);
  if (state.containers.length <= depth) return;
  if (state.containers.at(-1)?.isFresh === true && state.containers.at(-1)?.type === 'item') emit(state, '');
  state.containers = state.containers.slice(0, depth);
};

const bullets = '•◦▪';

const taskBoxes = { open: '[ ]', done: '[✓]', doneInText: '[x]' } as const;

const markerOf = (state: BlockState, mark: ListMark, number: number | undefined): string => {
  const { hasColour } = state.theme;
  const box = mark.isDone === undefined ? undefined : taskBoxes[mark.isDone ? (hasColour ? 'done' : 'doneInText') : 'open'];
  const bullet = number === undefined ? bulletOf(state) : `${number}${mark.kind}`;
  if (box === undefined) return bullet;
  return number === undefined && hasColour ? box : `${bullet} ${box}`;
};

const bulletOf = (state: BlockState): string => {
  const depth = state.containers.filter((container) => container.type === 'item' && container.number === undefined).length;
  return state.theme.hasColour ? bullets.charAt(depth % bullets.length) : '-';
};

/** Opens a list item at a depth; it goes on counting where its elder sibling stood. */
export const openItem = (state: BlockState, mark: ListMark, depth: number): void => {
  const elder = state.containers[depth];
  const before = elder?.type === 'item' && elder.kind === mark.kind ? elder.number : undefined;
  const number = before === undefined ? mark.number : before + 1;
  closeTo(state, depth);
  state.containers.push({
    type: 'item', kind: mark.kind, number, marker: markerOf(state, mark, number),
    leastIndent: Math.min(mark.indent + 2, mark.contentIndent), contentIndent: mark.contentIndent, isFresh: true,
  });
};

export const openQuote = (state: BlockState, depth: number): void => {
  closeTo(state, depth);
  state.containers.push({ type: 'quote', isFresh: true });
};


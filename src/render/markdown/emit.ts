import type { BlockState, Container } from './block-state.js';

const widthOf = (container: Container): number => (container.type === 'quote' ? 2 : container.marker.length + 1);

const prefixWidth = ({ containers, width }: BlockState): number => {
  const whole = containers.reduce((sum, container) => sum + widthOf(container), 0);
  const last = containers.at(-1);
  // Nested so deeply that nothing would be left for the text: only the innermost counts.
  if (whole > width / 2) return last === undefined || widthOf(last) > width / 2 ? 0 : widthOf(last);
  return whole;
};

/** Columns left for text beside bullets, numbers and quote bars. */
export const contentWidth = (state: BlockState): number => Math.max(1, state.width - prefixWidth(state));

const shown = (state: BlockState): readonly Container[] => {
  const width = prefixWidth(state);
  if (width === 0) return [];
  return state.containers.reduce((sum, container) => sum + widthOf(container), 0) === width ? state.containers : state.containers.slice(-1);
};

const prefixOf = (container: Container, { theme }: BlockState): string => {
  if (container.type === 'quote') return theme.hasColour ? `${theme.add(theme.plain, 'faint').paint('│')} ` : '> ';
  return container.isFresh ? `${container.marker} ` : ' '.repeat(container.marker.length + 1);
};

const blankLine = (state: BlockState): string => {
  const fresh = state.containers.findIndex((container) => container.isFresh);
  const standing = fresh < 0 ? state.containers : state.containers.slice(0, fresh);
  return shown({ ...state, containers: standing.map((container) => ({ ...container })) })
    .map((container) => prefixOf(container, state)).join('').trimEnd();
};

/** Puts out one line, with what stands before it: a due blank line, quote bars, a bullet or indentation. */
export const emit = (state: BlockState, text: string): void => {
  if (state.needsBlank && state.hasOutput) state.out.push(blankLine(state));
  state.needsBlank = false;
  state.hasOutput = true;
  const prefix = shown(state).map((container) => prefixOf(container, state)).join('');
  state.out.push(text === '' ? prefix.trimEnd() : prefix + text);
  for (const container of state.containers) container.isFresh = false;
};

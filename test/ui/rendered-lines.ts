import { createMarkdownStream } from '../../src/render/markdown/markdown-stream.js';
import { createTheme } from '../../src/render/markdown/theme.js';

/** The lines of a text that is rendered in one go. */
export const renderedLines = (text: string, width: number): readonly string[] => {
  const stream = createMarkdownStream({ width, theme: createTheme({ color: true }) });
  return [...stream.push(text), ...stream.finish()];
};

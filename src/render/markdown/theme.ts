import { Chalk } from 'chalk';

export type StyleName =
  | 'strong' | 'emphasis' | 'deleted' | 'code' | 'link' | 'url' | 'faint'
  | 'heading1' | 'heading2' | 'heading3'
  | 'keyword' | 'string' | 'number' | 'comment' | 'function' | 'type' | 'inserted' | 'removed' | 'success' | 'failure';

/** A look of text. Two styles with the same key look the same. */
export type Style = { readonly key: string; readonly paint: (text: string) => string };

/** How Markdown looks. Without colours, marks take their place: `#` and backticks stay visible. */
export type MarkdownTheme = {
  readonly hasColour: boolean;
  readonly plain: Style;
  /** The style with one more property. */
  add(style: Style, name: StyleName): Style;
};

type Painter = (text: string) => string;

// The sixteen colours only, and none that vanishes on a light or a dark ground.
const painters = (): Readonly<Record<StyleName, Painter>> => {
  const chalk = new Chalk({ level: 1 });
  return {
    strong: chalk.bold, emphasis: chalk.italic, deleted: chalk.strikethrough, code: chalk.cyan, link: chalk.underline, url: chalk.dim,
    faint: chalk.dim, heading1: chalk.bold.underline.magenta, heading2: chalk.bold.magenta, heading3: chalk.bold,
    keyword: chalk.magenta, string: chalk.green, number: chalk.cyan, comment: chalk.dim, function: chalk.blue, type: chalk.cyan,
    inserted: chalk.green, removed: chalk.red, success: chalk.green, failure: chalk.red,
  };
};

const plain: Style = { key: '', paint: (text) => text };

/** A theme in the sixteen colours every terminal has, or without any escape sequence. */
export const createTheme = ({ color }: { readonly color: boolean }): MarkdownTheme => {
  if (!color) return { hasColour: false, plain, add: (style) => style };
  const paintersOf = painters();
  const styles = new Map<string, Style>();
  return {
    hasColour: true,
    plain,
    add: (style, name) => {
      const key = `${style.key} ${name}`;
      const known = styles.get(key);
      if (known !== undefined) return known;
      const added: Style = { key, paint: (text) => paintersOf[name](style.paint(text)) };
      styles.set(key, added);
      return added;
    },
  };
};

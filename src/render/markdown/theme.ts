import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';

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

/** What is behind the text. `any` stays with the sixteen colours, which every terminal sets to suit its ground. */
export type Ground = 'any' | 'light' | 'dark';

type Hue = 'purple' | 'teal' | 'green' | 'blue' | 'red' | 'grey';

/** Colours of the cube of 256 with a contrast of at least 4.5 (WCAG 2.2, 1.4.3) to usual light and dark grounds. */
const hues: Readonly<Record<Exclude<Ground, 'any'>, Readonly<Record<Hue, number>>>> = {
  light: { purple: 90, teal: 23, green: 22, blue: 25, red: 124, grey: 240 },
  dark: { purple: 177, teal: 80, green: 114, blue: 111, red: 210, grey: 248 },
};

const hueOf = (chalk: ChalkInstance, ground: Ground): Readonly<Record<Hue, ChalkInstance>> => {
  if (ground === 'any') return { purple: chalk.magenta, teal: chalk.cyan, green: chalk.green, blue: chalk.blue, red: chalk.red, grey: chalk.dim };
  const { purple, teal, green, blue, red, grey } = hues[ground];
  return {
    purple: chalk.ansi256(purple), teal: chalk.ansi256(teal), green: chalk.ansi256(green), blue: chalk.ansi256(blue), red: chalk.ansi256(red), grey: chalk.ansi256(grey),
  };
};

const painters = (ground: Ground, hasManyColors: boolean): Readonly<Record<StyleName, Painter>> => {
  const isFine = ground !== 'any' && hasManyColors;
  const chalk = new Chalk({ level: isFine ? 2 : 1 });
  const { purple, teal, green, blue, red, grey } = hueOf(chalk, isFine ? ground : 'any');
  return {
    strong: chalk.bold, emphasis: chalk.italic, deleted: chalk.strikethrough, code: teal, link: chalk.underline, url: grey,
    faint: grey, heading1: purple.bold.underline, heading2: purple.bold, heading3: chalk.bold,
    keyword: purple, string: green, number: teal, comment: grey, function: blue, type: teal,
    inserted: green, removed: red, success: green, failure: red,
  };
};

export type ThemeOptions = {
  readonly color: boolean;
  /** @default any */
  readonly ground?: Ground;
  /** Whether the terminal has the cube of 256 colours. @default false */
  readonly hasManyColors?: boolean;
};

const plain: Style = { key: '', paint: (text) => text };

/** A theme in the sixteen colours every terminal has, in finer ones for its ground, or without any escape sequence. */
export const createTheme = ({ color, ground = 'any', hasManyColors = false }: ThemeOptions): MarkdownTheme => {
  if (!color) return { hasColour: false, plain, add: (style) => style };
  // Made for the first styled text: that takes longer than to show a plain one.
  let made: Readonly<Record<StyleName, Painter>> | undefined;
  const paint = (name: StyleName, text: string): string => (made ??= painters(ground, hasManyColors))[name](text);
  const styles = new Map<string, Style>();
  return {
    hasColour: true,
    plain,
    add: (style, name) => {
      const key = `${style.key} ${name}`;
      const known = styles.get(key);
      if (known !== undefined) return known;
      const added: Style = { key, paint: (text) => paint(name, style.paint(text)) };
      styles.set(key, added);
      return added;
    },
  };
};

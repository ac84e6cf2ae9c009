import type { ArgumentNode, CommandNode, OptionNode, ValueKind } from './command-tree.js';
import { allCommands } from './command-tree.js';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** Colons and brackets have a meaning in the specifications of _arguments. */
const escape = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

const actionOf = (value: ValueKind): string => {
  if (value.type === 'words') return `(${value.words.join(' ')})`;
  if (value.type === 'live') return ` _uada_live ${value.kind}`;
  return value.type === 'file' ? '_files' : ' ';
};

const valueOf = ({ placeholder, takesNextWord, value }: OptionNode): string => {
  if (placeholder === undefined) return '';
  return `${takesNextWord ? '' : ':'}:${escape(placeholder.slice(1, -1))}:${actionOf(value)}`;
};

const optionLine = (option: OptionNode): string => {
  const { short, long, isRepeatable, placeholder, takesNextWord } = option;
  // `=` lets the value follow in the next word or behind an equals sign, `=-` only behind the sign.
  const mark = placeholder === undefined ? '' : takesNextWord ? '=' : '=-';
  const rest = quote(`[${escape(option.description)}]${valueOf(option)}`);
  const both = short === undefined ? '' : `${short} ${long}`;
  const exclusive = isRepeatable ? "'*'" : both === '' ? '' : quote(`(${both})`);
  return short === undefined ? `${exclusive}${long}${mark}${rest}` : `${exclusive}{${short}${placeholder === undefined ? '' : '+'},${long}${mark}}${rest}`;
};

/** With a message in place of an action, zsh lists a flag that fits and does not insert it. */
const argumentAction = (value: ValueKind): string => (value.type === 'text' ? '( )' : actionOf(value));

const argumentLine = ({ name, isRepeatable, isRequired, value }: ArgumentNode): string =>
  quote(`${isRepeatable ? '*' : ''}:${isRequired || isRepeatable ? '' : ':'}${escape(name)}:${argumentAction(value)}`);

const functionOf = ({ path }: CommandNode): string => ['_uada', ...path].join('_').replaceAll('-', '_');

const leaf = (node: CommandNode): string =>
  [`${functionOf(node)}() {`, '  _arguments -s -S \\', ...[...node.options.map(optionLine), ...node.arguments.map(argumentLine)].map((line) => `    ${line} \\`), '    && return 0', '}'].join('\n');

const branch = (node: CommandNode, fallback: string): string => [
  `${functionOf(node)}() {`,
  '  local state line context',
  '  local -a commands',
  '  commands=(',
  ...node.commands.map(({ path, description }) => `    ${quote(`${escape(path.at(-1) ?? '')}:${description}`)}`),
  '  )',
  ...(fallback === '' ? [] : [
    '  # Anything but a command is a prompt for the default command.',
    '  if (( CURRENT > 2 )) && [[ -z ${commands[(r)${words[2]}:*]} ]] || [[ $words[CURRENT] == -* && CURRENT -eq 2 ]]; then',
    `    ${fallback}`, '    return', '  fi',
  ]),
  '  _arguments -C -S \\',
  ...node.options.map((option) => `    ${optionLine(option)} \\`),
  "    '1: :->command' '*:: :->rest' && return 0",
  '  case $state in',
  "    command) _describe -t commands 'command' commands ;;",
  '    rest)',
  '      case $words[1] in',
  ...node.commands.map((child) => `        ${child.path.at(-1) ?? ''}) ${functionOf(child)} ;;`),
  '      esac ;;',
  '  esac',
  '}',
].join('\n');

/** Completion for zsh. Works as a file `_uada` in fpath and when it is evaluated. */
export const toZshScript = (root: CommandNode): string => [
  '#compdef uada',
  '# Completion of uada for zsh. Generated from the command tree: npm run documents.',
  '# To load it: eval "$(uada completion zsh)", or save it as _uada in a folder of your fpath.',
  '',
  ['_uada_live() {', '  local -a found', '  found=("${(@f)$(uada completion values $1 2>/dev/null)}")', '  (( $#found )) && compadd -a found', '}'].join('\n'),
  '',
  ...allCommands(root).flatMap((node) => [
    node.commands.length === 0 ? leaf(node) : branch(node, node.path.length === 0 ? '_uada_complete' : ''), '',
  ]),
  '# Evaluated, it registers itself; loaded from fpath, it is the function that was asked for.',
  'if [[ $funcstack[1] == _uada ]]; then',
  '  _uada "$@"',
  'else',
  '  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }',
  '  compdef _uada uada',
  'fi',
  '',
].join('\n');

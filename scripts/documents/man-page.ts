import type { CommandNode, OptionNode } from './command-tree.js';
import { allCommands } from './command-tree.js';

/** Text as roff prints it: backslashes and hyphens literal, no line that begins like a macro. */
const text = (words: string): string =>
  words.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^([.'])/gm, '\\&$1');

const optionLines = ({ short, long, placeholder, description }: OptionNode): string => {
  const names = [...(short === undefined ? [] : [short]), long].map((name) => `\\fB${text(name)}\\fR`).join(', ');
  return `.TP\n${names}${placeholder === undefined ? '' : ` \\fI${text(placeholder)}\\fR`}\n${text(description)}`;
};

const usageOf = (node: CommandNode): string => [
  `\\fB${text(['uada', ...node.path].join(' '))}\\fR`,
  ...(node.options.length > 1 ? ['[\\fIoptions\\fR]'] : []),
  ...(node.commands.length > 0 ? ['\\fIcommand\\fR'] : []),
  ...node.arguments.map(({ name, isRequired, isRepeatable }) => {
    const word = `\\fI${text(name)}\\fR${isRepeatable ? '...' : ''}`;
    return isRequired ? word : `[${word}]`;
  }),
].join(' ');

const argumentLines = (node: CommandNode): readonly string[] =>
  node.arguments.filter(({ description }) => description !== '').map(({ name, description }) => `.TP\n\\fI${text(name)}\\fR\n${text(description)}`);

const section = (node: CommandNode): string => [
  `.SS ${text(['uada', ...node.path].join(' '))}`, usageOf(node), '.PP', `${text(node.description)}.`,
  ...argumentLines(node),
  ...node.options.filter(({ long }) => long !== '--help').map(optionLines),
].join('\n');

const examples = [
  ['Ask, and see the answer stream', 'uada "Explain what a mutex is"'],
  ['In a pipeline', 'git diff | uada complete "Write a commit message for this change"'],
  ['Without a key or a network', 'uada complete --mock=ttft=200,itl=20 "Try me"'],
  ['Measure a model under load', 'uada bench -m openai/gpt-5-mini -r 5/s -n 200 --slo "ttft.p95<=800ms"'],
] as const;

const exitCodes = [
  ['0', 'done; also when the reader of a pipe closes it early'], ['1', 'a bug in uada'], ['2', 'usage, configuration or input error'],
  ['3', 'key missing or refused'], ['4', 'rate limit or quota, after retries'], ['5', 'the provider refused or failed'],
  ['6', 'network or timeout'], ['7', 'incomplete answer: what came is on stdout'], ['8', 'cache miss under --cache-only'],
  ['9', 'part of a batch, compare or bench failed'], ['10, 11, 12', 'bench: SLO missed, regression, measurement not valid'],
  ['129, 130, 143', 'SIGHUP, SIGINT, SIGTERM'],
] as const;

const files = [
  ['$XDG_CONFIG_HOME/uada/config.toml', 'settings; another folder by UADA_CONFIG_DIR'],
  ['$XDG_DATA_HOME/uada/', 'cache and history; another folder by UADA_DATA_DIR'],
] as const;

const list = (rows: readonly (readonly [string, string])[]): string => rows.map(([term, words]) => `.TP\n\\fB${text(term)}\\fR\n${text(words)}`).join('\n');

/** The page `man uada` shows. */
export const toManPage = (root: CommandNode, version: string): string => [
  '.\\" Generated from the command tree: npm run documents.',
  `.TH UADA 1 "" "uada ${version}" "User Commands"`,
  '.SH NAME', 'uada \\- one command for eight LLM providers',
  '.SH SYNOPSIS', '\\fBuada\\fR [\\fIcommand\\fR] [\\fIoptions\\fR] [\\fIprompt\\fR...]',
  '.SH DESCRIPTION', text(root.description),
  '.PP', text('The answer goes to stdout and everything else to stderr. On a terminal the answer is rendered as it streams; in a pipe its bytes are passed on as they come.'),
  '.SH COMMANDS', ...allCommands(root).filter(({ path, commands }) => path.length > 0 && (commands.length === 0 || path.length === 1)).map(section),
  '.SH EXIT STATUS', list(exitCodes),
  '.SH ENVIRONMENT',
  text('Every setting has a variable that begins with UADA_: UADA_MODEL, UADA_TIMEOUT and so on. A flag wins over a variable, a variable over the file. Keys are read from the variables that the vendors\' own libraries read, such as OPENAI_API_KEY.'),
  '.SH FILES', list(files),
  '.SH EXAMPLES', ...examples.map(([title, line], index) => `${index === 0 ? '' : '.PP\n'}${text(title)}:\n.PP\n.RS 4\n.nf\n${text(line)}\n.fi\n.RE`),
  '',
].join('\n');

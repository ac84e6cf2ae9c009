import type { CommandNode, OptionNode, ValueKind } from './command-tree.js';
import { allCommands } from './command-tree.js';

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const valueOf = (value: ValueKind): string => {
  if (value.type === 'words') return ` -xa ${quote(value.words.join(' '))}`;
  if (value.type === 'live') return ` -xa '(uada completion values ${value.kind} 2>/dev/null)'`;
  return value.type === 'file' ? ' -rF' : ' -x';
};

const conditionOf = (node: CommandNode): string => `-n ${quote(`__uada_at ${node.path.join(' ')}`.trim())}`;

const optionLine = (node: CommandNode, { short, long, description, placeholder, takesNextWord, value }: OptionNode): string =>
  `complete -c uada ${conditionOf(node)}${short === undefined ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}${placeholder === undefined || !takesNextWord ? '' : valueOf(value)} -d ${quote(description)}`;

const commandLine = (node: CommandNode, child: CommandNode): string =>
  `complete -c uada -n ${quote(`__uada_below ${node.path.join(' ')}`.trim())} -fa ${child.path.at(-1) ?? ''} -d ${quote(child.description)}`;

const argumentLine = (node: CommandNode): readonly string[] => {
  const value = node.arguments.at(-1)?.value ?? { type: 'text' };
  if (node.arguments.length === 0 || value.type === 'text') return [];
  return [`complete -c uada ${conditionOf(node)}${value.type === 'file' ? ' -F' : valueOf(value).replace(' -xa ', ' -fa ')}`];
};

const caseOf = (node: CommandNode): string =>
  `        case ${quote(node.path.join(' '))}\n            set commands ${node.commands.map(({ path }) => path.at(-1) ?? '').join(' ')}`;

const takingNextWord = (nodes: readonly CommandNode[]): string =>
  [...new Set(nodes.flatMap(({ options }) => options.filter(({ takesNextWord }) => takesNextWord).flatMap(({ short, long }) => (short === undefined ? [long] : [short, long]))))].join(' ');

const engine = (nodes: readonly CommandNode[]): string => `function __uada_commands
    set -l commands
    switch "$argv"
${nodes.filter(({ commands }) => commands.length > 0).map(caseOf).join('\n')}
    end
    string join \\n $commands
end

# The command that stands before the cursor; without one it is the default command.
function __uada_path
    set -l path
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if contains -- $word ${takingNextWord(nodes)}
            set skip yes
        else if contains -- $word (__uada_commands $path)
            set -a path $word
        else if not string match -q -- '-*' $word; and test (count $path) -eq 0
            set path complete
        end
    end
    string join ' ' $path
end

function __uada_at
    set -l path (__uada_path)
    test "$path" = "$argv"; or test -z "$path" -a "$argv" = complete
end

function __uada_below
    set -l path (__uada_path)
    test "$path" = "$argv"
end`;

/** Completion for fish 3 and newer. */
export const toFishScript = (root: CommandNode): string => {
  const nodes = allCommands(root);
  return [
    '# Completion of uada for fish. Generated from the command tree: npm run documents.',
    '# To load it: uada completion fish | source, or save it as ~/.config/fish/completions/uada.fish',
    '',
    engine(nodes),
    '',
    'complete -c uada -f',
    ...nodes.flatMap((node) => [
      ...node.commands.map((child) => commandLine(node, child)),
      ...node.options.map((option) => optionLine(node, option)),
      ...argumentLine(node),
    ]),
    '',
  ].join('\n');
};

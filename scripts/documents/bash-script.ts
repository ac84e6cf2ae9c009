import type { CommandNode, OptionNode, ValueKind } from './command-tree.js';
import { allCommands } from './command-tree.js';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What `_uada_offer` understands. */
const toWord = (value: ValueKind): string => {
  if (value.type === 'words') return `words:${value.words.join(' ')}`;
  return value.type === 'live' ? `live:${value.kind}` : value.type;
};

const spellings = ({ short, long }: OptionNode): readonly string[] => [...(short === undefined ? [] : [short]), long];

const flagsCase = (node: CommandNode): string =>
  `    ${quote(node.path.join(' '))}) printf '%s' ${quote(node.options.flatMap(spellings).join(' '))} ;;`;

const commandsCase = (node: CommandNode): string =>
  `    ${quote(node.path.join(' '))}) printf '%s' ${quote(node.commands.map(({ path }) => path.at(-1) ?? '').join(' '))} ;;`;

const valueCases = (node: CommandNode): readonly string[] =>
  node.options.filter(({ placeholder }) => placeholder !== undefined).map((option) => {
    const pattern = spellings(option).map((spelling) => quote(`${node.path.join(' ')}:${spelling}`)).join('|');
    return `    ${pattern}) printf '%s' ${quote(`${option.takesNextWord ? 'next' : 'attached'} ${toWord(option.value)}`)} ;;`;
  });

const argumentCase = (node: CommandNode): string =>
  `    ${quote(node.path.join(' '))}) printf '%s' ${quote(toWord(node.arguments.at(-1)?.value ?? { type: 'text' }))} ;;`;

const table = (name: string, comment: string, cases: readonly string[]): string =>
  [`# ${comment}`, `${name}() {`, '  case "$1" in', ...cases, '  esac', '}'].join('\n');

const engine = `# The words before the cursor, with what bash cuts at = and : put together again.
_uada_words() {
  local index word glue=''
  _uada_line=()
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ ( $word == '=' || $word == ':' ) && \${#_uada_line[@]} -gt 0 ]]; then
      _uada_line[\${#_uada_line[@]}-1]+=$word
      glue=yes
    elif [[ -n $glue ]]; then
      _uada_line[\${#_uada_line[@]}-1]+=$word
      glue=''
    else
      _uada_line+=("$word")
    fi
  done
}

_uada_offer() {
  local kind=$1 current=$2 word
  case "$kind" in
    words:*) COMPREPLY=($(compgen -W "\${kind#words:}" -- "$current")) ;;
    live:*)
      while IFS= read -r word; do
        [[ $word == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
      done < <(uada completion values "\${kind#live:}" 2>/dev/null) ;;
    file)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current") ;;
  esac
}

# Bash replaces only what stands behind the last = or :, so only that may be offered.
_uada_trim() {
  local current=$1 index prefix
  [[ $current == *[:=]* && $COMP_WORDBREAKS == *:* ]] || return 0
  prefix=\${current%"\${current##*[:=]}"}
  for ((index = 0; index < \${#COMPREPLY[@]}; index++)); do COMPREPLY[index]=\${COMPREPLY[index]#"$prefix"}; done
}

_uada() {
  local _uada_line path='' word previous='' kind current index command
  COMPREPLY=()
  _uada_words
  current=\${_uada_line[\${#_uada_line[@]}-1]-}
  for ((index = 0; index < \${#_uada_line[@]} - 1; index++)); do
    word=\${_uada_line[index]}
    if [[ -n $previous ]]; then previous=''; continue; fi
    if [[ $word == -* ]]; then
      [[ $(_uada_value "\${path:-complete}:$word") == next* ]] && previous=$word
      continue
    fi
    for command in $(_uada_commands "$path"); do
      [[ $command == "$word" ]] && path=\${path:+$path }$word && break
    done
  done
  if [[ -n $previous ]]; then
    kind=$(_uada_value "\${path:-complete}:$previous")
    _uada_offer "\${kind#* }" "$current"
  elif [[ $current == --*=* ]]; then
    kind=$(_uada_value "\${path:-complete}:\${current%%=*}")
    _uada_offer "\${kind#* }" "\${current#*=}"
    for ((index = 0; index < \${#COMPREPLY[@]}; index++)); do COMPREPLY[index]=\${current%%=*}=\${COMPREPLY[index]}; done
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_uada_flags "$path") $([[ -z $path ]] && _uada_flags complete)" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_uada_commands "$path")" -- "$current"))
    [[ \${#COMPREPLY[@]} -eq 0 ]] && _uada_offer "$(_uada_argument "\${path:-complete}")" "$current"
  fi
  _uada_trim "$current"
}

complete -F _uada uada`;

/** Completion for bash 3.2 and newer; bash-completion is not needed. */
export const toBashScript = (root: CommandNode): string => {
  const nodes = allCommands(root);
  return [
    '# Completion of uada for bash. Generated from the command tree: npm run documents.',
    '# To load it: eval "$(uada completion bash)"',
    '',
    table('_uada_commands', 'The commands below a command.', nodes.filter(({ commands }) => commands.length > 0).map(commandsCase)),
    '',
    table('_uada_flags', 'The flags of a command.', nodes.map(flagsCase)),
    '',
    table('_uada_value', 'What a flag takes, and whether as the next word.', nodes.flatMap(valueCases)),
    '',
    table('_uada_argument', 'What the arguments of a command are.', nodes.filter((node) => node.arguments.length > 0).map(argumentCase)),
    '',
    engine,
    '',
  ].join('\n');
};

import type { CommandNode, OptionNode, ValueKind } from './command-tree.js';
import { allCommands } from './command-tree.js';

/** To PowerShell the typographic marks end a text, too. */
const quote = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

const toWord = (value: ValueKind): string => {
  if (value.type === 'words') return `words:${value.words.join(' ')}`;
  return value.type === 'live' ? `live:${value.kind}` : value.type;
};

const optionRow = (option: OptionNode): readonly string[] =>
  [...(option.short === undefined ? [] : [option.short]), option.long].map((name) =>
    `      @{ Name = ${quote(name)}; Text = ${quote(option.description)}; Next = $${String(option.takesNextWord)}; Value = ${quote(toWord(option.value))} }`);

const nodeRow = (node: CommandNode): string => [
  `    ${quote(node.path.join(' '))} = @{`,
  '      Commands = @(', ...node.commands.map(({ path, description }) => `        @{ Name = ${quote(path.at(-1) ?? '')}; Text = ${quote(description)} }`), '      )',
  '      Options = @(', ...node.options.flatMap(optionRow), '      )',
  `      Argument = ${quote(toWord(node.arguments.at(-1)?.value ?? { type: 'text' }))}`,
  '    }',
].join('\n');

const engine = `  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  $path = ''
  $pending = $null
  foreach ($word in $words) {
    if ($pending) { $pending = $null; continue }
    $at = if ($path) { $path } else { 'complete' }
    $option = $tree[$at].Options | Where-Object { $_.Name -ceq $word } | Select-Object -First 1
    if ($option -and $option.Next) { $pending = $option; continue }
    $child = $tree[$path].Commands | Where-Object { $_.Name -ceq $word }
    if ($child) { $path = if ($path) { "$path $word" } else { $word } }
  }
  $offer = {
    param($value)
    if ($value -like 'words:*') { $value.Substring(6).Split(' ') }
    elseif ($value -like 'live:*') { uada completion values $value.Substring(5) 2>$null | Where-Object { $_ } }
  }
  $fits = { param($name) $name.StartsWith($wordToComplete, [System.StringComparison]::OrdinalIgnoreCase) }
  $result = {
    param($name, $text)
    $insert = if ($name -match '^[\\w./:+=~%^-]+$') { $name } else { "'" + $name.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($insert, $name, 'ParameterValue', $text)
  }
  if ($pending) { & $offer $pending.Value | Where-Object { & $fits $_ } | ForEach-Object { & $result $_ $_ }; return }
  $at = if ($path) { $path } else { 'complete' }
  if ($wordToComplete -like '-*') {
    $options = @($tree[$path].Options) + $(if (-not $path) { @($tree['complete'].Options) })
    $options | Where-Object { & $fits $_.Name } | ForEach-Object { & $result $_.Name $_.Text }
    return
  }
  $tree[$path].Commands | Where-Object { & $fits $_.Name } | ForEach-Object { & $result $_.Name $_.Text }
  & $offer $tree[$at].Argument | Where-Object { & $fits $_ } | ForEach-Object { & $result $_ $_ }`;

/** Completion for Windows PowerShell 5.1 and PowerShell 7. */
export const toPowershellScript = (root: CommandNode): string => [
  '# Completion of uada for PowerShell. Generated from the command tree: npm run documents.',
  '# To load it: uada completion powershell | Out-String | Invoke-Expression',
  '',
  'Register-ArgumentCompleter -Native -CommandName uada -ScriptBlock {',
  '  param($wordToComplete, $commandAst, $cursorPosition)',
  '  $tree = @{',
  ...allCommands(root).map(nodeRow),
  '  }',
  engine,
  '}',
  '',
].join('\n');

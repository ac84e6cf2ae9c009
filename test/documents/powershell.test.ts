import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { Language, Parser } from 'web-tree-sitter';

const script = readFileSync('completions/uada.ps1', 'utf8');
let parser: Parser;

const parse = (text: string): Node => {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('The grammar gave no tree.');
  return tree.rootNode;
};

const all = (node: Node, type: string): readonly Node[] => node.descendantsOfType(type);

/** No package brings a PowerShell that tests could run, so its grammar stands in for it. */
beforeAll(async () => {
  await Parser.init();
  parser = new Parser();
  parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
});

describe('the completion script for PowerShell', () => {
  it('is a program of its grammar, which sees a brace or a quote that is missing', () => {
    expect(parse(script).hasError).toBe(false);
    expect(parse(script.replace(/\}\n$/, '\n')).hasError).toBe(true);
    expect(parse(script.replace("Name = 'chat'", "Name = 'chat")).hasError).toBe(true);
  });

  it('registers one native completer, with the three parameters that PowerShell gives', () => {
    const root = parse(script);
    const [command] = all(root, 'command').filter(({ text }) => text.startsWith('Register-ArgumentCompleter'));
    expect(command?.text).toMatch(/^Register-ArgumentCompleter -Native -CommandName uada -ScriptBlock \{/);
    const [block] = all(root, 'param_block');
    expect(all(block!, 'variable').map(({ text }) => text)).toEqual(['$wordToComplete', '$commandAst', '$cursorPosition']);
  });
});

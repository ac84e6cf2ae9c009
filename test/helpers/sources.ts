import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Source = { readonly path: string; readonly text: string; readonly tree: ts.SourceFile };

export const parseSource = (path: string, text: string): Source =>
  ({ path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) });

/** The program files of a folder of this repository, parsed; their paths are relative, with slashes. */
export const readSources = (folder: string): readonly Source[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => parseSource(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')))
    .toSorted((left, right) => left.path.localeCompare(right.path));

const isProcess = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && node.text === 'process') || (ts.isPropertyAccessExpression(node) && node.name.text === 'process');

const boundNames = (pattern: ts.ObjectBindingPattern | ts.NamedImports): readonly string[] =>
  pattern.elements.map((element) => (element.propertyName ?? element.name).getText());

/** The members of `process` that one piece of syntax takes: `process.exit`, `process['exit']`, `const { exit } = process`, an import. */
const membersIn = (node: ts.Node): readonly string[] => {
  if (ts.isPropertyAccessExpression(node) && isProcess(node.expression)) return [node.name.text];
  if (ts.isElementAccessExpression(node) && isProcess(node.expression)) return ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [];
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer !== undefined && isProcess(node.initializer)) return boundNames(node.name);
  if (ts.isImportDeclaration(node) && /^['"](?:node:)?process['"]$/.test(node.moduleSpecifier.getText())) {
    const bindings = node.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings) ? boundNames(bindings) : ['*'];
  }
  return [];
};

const nodesOf = (node: ts.Node): readonly ts.Node[] => {
  const nodes: ts.Node[] = [node];
  node.forEachChild((child) => void nodes.push(...nodesOf(child)));
  return nodes;
};

/** Which members of `process` a file names, however it is written; `*` is all of them, under another name. */
export const processMembersOf = (source: Source): readonly string[] => nodesOf(source.tree).flatMap(membersIn);

/** True for a file that exports something by the name of `default`. */
export const hasDefaultExport = ({ tree }: Source): boolean => tree.statements.some((statement) => {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.some((element) => element.name.text === 'default');
  }
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
});

/** True for a file that hands on what another file defines, as a barrel does. */
export const hasReExport = ({ tree }: Source): boolean =>
  tree.statements.some((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);

/** What makes JavaScript of a generated module: its types are cut out, everything else stays where it is. */
import type { ts } from "ts-morph";
import type { Edit } from "./edits.ts";
import { parsed } from "./syntax.ts";
import { tsMorph } from "./ts-morph.ts";

/** The stretches of a TypeScript text that only its types need: only what the emitter writes is looked for. */
export function typeEdits(text: string): readonly Edit[] {
  const { ts } = tsMorph();
  const file = parsed(text, "module.ts");
  const edits: Edit[] = [];
  const used = new Set<string>();
  const cut = (start: number, end: number): void => void edits.push({ start, end, text: "" });
  const cutType = (type: ts.Node | undefined): void => {
    // A type begins behind its colon.
    if (type !== undefined) cut(type.pos - 1, type.end);
  };
  const cutList = (list: ts.NodeArray<ts.Node> | undefined): void => {
    if (list !== undefined) cut(list.pos - 1, text.indexOf(">", list.end) + 1);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isTypeParameterDeclaration(node)) return;
    if (ts.isIdentifier(node)) used.add(node.text);
    else if (ts.isPropertyAccessExpression(node)) return visit(node.expression);
    else if (ts.isVariableDeclaration(node) || ts.isParameter(node)) cutType(node.type);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) cutList(node.typeArguments);
    else if (ts.isAsExpression(node) || ts.isNonNullExpression(node)) cut(node.expression.end, node.end);
    else if (ts.isFunctionLike(node)) {
      cutList(node.typeParameters);
      cutType(node.type);
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) cut(statement.pos, statement.end);
    else if (!ts.isImportDeclaration(statement)) visit(statement);
  }
  for (const statement of file.statements)
    if (ts.isImportDeclaration(statement)) {
      const isType = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      edits.push(...importEdits(statement, (name) => !isType && used.has(name), file));
    }
  return edits;
}

/** The imports of some declarations that none of them names. */
export function unusedImports(text: string): readonly Edit[] {
  const { ts } = tsMorph();
  const file = parsed(text, "module.d.ts");
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  const imports = file.statements.filter((statement) => ts.isImportDeclaration(statement));
  for (const statement of file.statements) if (!ts.isImportDeclaration(statement)) visit(statement);
  return imports.flatMap((statement) => importEdits(statement, (name) => used.has(name), file));
}

/** What an import has that nobody uses; all of it where that is everything. */
function importEdits(
  statement: ts.ImportDeclaration,
  isUsed: (name: string) => boolean,
  file: ts.SourceFile,
): readonly Edit[] {
  const { ts } = tsMorph();
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const whole = { start: statement.pos, end: statement.end, text: "" };
  if (bindings === undefined) return [whole];
  if (ts.isNamespaceImport(bindings)) return isUsed(bindings.name.text) ? [] : [whole];
  const kept = bindings.elements.filter(({ name }) => isUsed(name.text));
  if (kept.length === 0) return [whole];
  if (kept.length === bindings.elements.length) return [];
  const names = kept.map((element) => element.getText(file)).join(", ");
  return [{ start: bindings.getStart(file), end: bindings.end, text: `{ ${names} }` }];
}

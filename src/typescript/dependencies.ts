import type { ts } from "ts-morph";
import type { TypeProgram } from "./program.ts";

/**
 * The files that the types of a module come from, however far away: what it imports, what those import, and what is declared globally. TypeScript's own
 * are left out, and so are the files that are only in memory.
 * @returns Absolute paths; none if an import leads nowhere, because then a file that is not there yet would change the types.
 */
export function dependenciesOf(
  file: ts.SourceFile,
  { ts: compiler, checker, program, declarations }: TypeProgram,
  inMemory: ReadonlySet<string>,
): readonly string[] | undefined {
  const found = new Set([file, ...program.getSourceFiles().filter(({ fileName }) => declarations.includes(fileName))]);
  for (const one of found) {
    for (const specifier of specifiersIn(one, compiler)) {
      const symbol = checker.getSymbolAtLocation(specifier);
      if (symbol === undefined && one === file) return undefined;
      for (const declaration of symbol?.declarations ?? []) found.add(declaration.getSourceFile());
    }
    for (const { fileName } of one.referencedFiles) {
      const other = program.getSourceFile(compiler.resolveTripleslashReference(fileName, one.fileName));
      if (other !== undefined) found.add(other);
    }
  }
  return [...found]
    .filter((one) => !program.isSourceFileDefaultLibrary(one) && !inMemory.has(one.fileName))
    .map(({ fileName }) => fileName);
}

/** What a file imports, in all ways to write that. */
function specifiersIn(file: ts.SourceFile, compiler: typeof ts): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (compiler.isImportDeclaration(node) || compiler.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    )
      found.push(node.moduleSpecifier);
    else if (compiler.isImportTypeNode(node) && compiler.isLiteralTypeNode(node.argument))
      found.push(node.argument.literal as ts.StringLiteral);
    else if (compiler.isCallExpression(node) && node.expression.kind === compiler.SyntaxKind.ImportKeyword)
      found.push(...node.arguments.slice(0, 1));
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

import type * as ast from "../ast/ast.ts";
import { G201 } from "../diagnostics/catalogue/g2.ts";
import type { Message } from "../diagnostics/diagnostic.ts";
import { isBroken, type FileScope } from "./scope.ts";
import type { ImportSymbol } from "./symbols.ts";

/** The imported function of a name; what is not one is reported. A broken import counts as a function: its mistake is reported where it is imported. */
export function importedFunction(name: ast.Identifier, scope: FileScope): ImportSymbol | undefined {
  const symbol = scope.imports.get(name.name);
  if (symbol) scope.used.add(symbol);
  const message = whyNoFunction(name, symbol, scope);
  if (message) scope.report(message, name.span);
  return message ? undefined : symbol;
}

function whyNoFunction(
  { name, span }: ast.Identifier,
  symbol: ImportSymbol | undefined,
  scope: FileScope,
): Message | undefined {
  if (!symbol) {
    if (scope.graphs.has(name)) return G201.graphAsFunction(name);
    if (scope.types.has(name)) return G201.declaredTypeAsFunction(name);
    if (scope.ast.incomplete) return undefined;
    const known = scope.unknown.candidates(scope.ast, "function", name, span, () => functionNames(scope));
    return known && G201.notImported(name, known);
  }
  if (isBroken(symbol)) return undefined;
  if (symbol.graph) return G201.graphAsFunction(name);
  if (symbol.type) return G201.declaredTypeAsFunction(name);
  return symbol.typeOnly ? G201.typeAsValue(name, symbol.specifier) : undefined;
}

/** The names of the imports that can run. */
export function functionNames(scope: FileScope): readonly string[] {
  return [...scope.imports.values()]
    .filter((symbol) => !symbol.typeOnly && !symbol.graph && !symbol.type)
    .map((symbol) => symbol.name);
}

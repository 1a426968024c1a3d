import type { ts } from "ts-morph";
import type { ImportSymbol } from "../bind/symbols.ts";
import { G204 } from "../diagnostics/catalogue/g2.ts";
import { G701 } from "../diagnostics/catalogue/g7.ts";
import { typescriptImports } from "./probes.ts";
import type { View } from "./view.ts";

/** Every module is there (G204), and exports what is imported from it as what it is imported (G701). What is found is noted in the view. */
export function checkImports(view: View): void {
  const lost = new Set<string>();
  for (const symbol of typescriptImports(view.module)) {
    const { specifier, node } = symbol;
    const known = view.exportsOf(specifier);
    if (known === "missing") {
      if (!lost.has(specifier)) view.report(G204.module(specifier), specifierSpan(symbol, view));
      lost.add(specifier);
    } else if (known !== "untyped") {
      checkImport(symbol, known, node, view);
    }
  }
}

function checkImport(symbol: ImportSymbol, known: readonly ts.Symbol[], node: ImportSymbol["node"], view: View): void {
  const { imported, specifier, typeOnly } = symbol;
  const found = known.find(({ name }) => name === imported);
  if (found === undefined) {
    const names = known.filter((one) => (typeOnly ? isType(one, view) : isValue(one, view))).map(({ name }) => name);
    view.report(
      G701.none(
        imported,
        specifier,
        names.filter((name) => name !== "default"),
      ),
      node.imported.span,
    );
    return;
  }
  if (!typeOnly && !isValue(found, view))
    view.report(G701.typeOnly(imported, specifier), node.span, {
      related: view.declaredAt(resolved(found, view), "it is declared here"),
    });
  else if (typeOnly && !isType(found, view))
    view.report(G701.valueOnly(imported, specifier), node.span, {
      related: view.declaredAt(resolved(found, view), "it is declared here"),
    });
  else view.bindImport(symbol, found);
}

function resolved(symbol: ts.Symbol, { ts, checker }: View): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** What TypeScript cannot follow may be anything. */
function isValue(symbol: ts.Symbol, view: View): boolean {
  const { flags } = resolved(symbol, view);
  const { Value } = view.ts.SymbolFlags;
  return (flags & Value) !== 0 || isUnknown(symbol, view);
}

function isType(symbol: ts.Symbol, view: View): boolean {
  const { flags } = resolved(symbol, view);
  return (flags & view.ts.SymbolFlags.Type) !== 0 || isUnknown(symbol, view);
}

function isUnknown(symbol: ts.Symbol, view: View): boolean {
  return (resolved(symbol, view).declarations ?? []).length === 0;
}

/** Where the text names the module. */
function specifierSpan(symbol: ImportSymbol, { module }: View): ImportSymbol["node"]["span"] {
  const statement = module.ast.declarations.find((one) => one.kind === "Import" && one.names.includes(symbol.node));
  return statement?.kind === "Import" ? statement.from.span : symbol.node.span;
}

import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol, Module, ValueSymbol } from "../../bind/symbols.ts";
import { G203 } from "../../diagnostics/catalogue/g2.ts";
import type { Fix, Report } from "../../diagnostics/diagnostic.ts";
import { itemRemoval, removal } from "../../diagnostics/mend.ts";
import type { Source, Span } from "../../source/source.ts";
import type { Rule } from "../rule.ts";

/** Imports, types, `let`s and parameters are there to be used (G203). */
export const unusedNames: Rule = ({ module, typing, report, isSound }) => {
  const used = new Set(typing.names.values());
  for (const graph of module.graphs)
    if (!graph.node.incomplete && isSound(graph.node.span)) checkGraph(graph, used, report);
  const isComplete = !module.ast.incomplete && !module.graphs.some((graph) => graph.node.incomplete);
  if (isComplete && isSound(module.ast.span)) checkFile(module, report);
};

function checkFile({ imports, types, used, graphs, ast, source }: Module, report: Report): void {
  const statements = new Map(ast.declarations.flatMap(withNames));
  for (const symbol of imports.values()) {
    // Functions are imported for a graph: where there is none, it is not written yet.
    if (graphs.length === 0 && !symbol.typeOnly) continue;
    if (used.has(symbol)) continue;
    report(G203.import(symbol.name), symbol.node.local.span, {
      fixes: [withoutImport(symbol.node, statements.get(symbol.node), source)],
    });
  }
  // A file without graphs is there for others to import from.
  if (graphs.length === 0) return;
  for (const symbol of types.values()) {
    if (used.has(symbol)) continue;
    const fixes = [removal(`remove the type \`${symbol.name}\``, symbol.node.span, source)];
    report(G203.declared("type", symbol.name), symbol.node.name.span, { fixes });
  }
}

/** An import and the places of its names. */
interface Statement {
  readonly span: Span;
  readonly names: readonly Span[];
}

/** Each name of an import with its statement. */
function withNames(declaration: ast.Declaration): readonly (readonly [ast.ImportName, Statement])[] {
  if (declaration.kind !== "Import") return [];
  const statement = { span: declaration.span, names: declaration.names.map(({ span }) => span) };
  return declaration.names.map((name) => [name, statement] as const);
}

/** The import without one of its names; without its last one it goes whole. */
function withoutImport(name: ast.ImportName, statement: Statement | undefined, source: Source): Fix {
  const title = `remove \`${name.local.name}\` from the imports`;
  if (!statement || statement.names.length === 1) return removal(title, statement?.span ?? name.span, source, true);
  return itemRemoval(title, name.span, statement.names, true);
}

function checkGraph({ lets, nodes, source }: GraphSymbol, used: ReadonlySet<ValueSymbol>, report: Report): void {
  for (const symbol of lets.values()) {
    if (used.has(symbol)) continue;
    const fixes = [removal(`remove the let \`${symbol.name}\``, symbol.node.span, source)];
    report(G203.declared("let", symbol.name), symbol.node.name.span, { fixes });
  }
  for (const { form, parameters } of nodes.values()) {
    if (form.kind === "handler") continue;
    for (const symbol of parameters) {
      if (!used.has(symbol)) report(G203.declared("parameter", symbol.name), symbol.node.name.span);
    }
  }
}

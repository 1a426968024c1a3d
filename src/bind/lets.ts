import type * as ast from "../ast/ast.ts";
import { visit } from "../ast/visit.ts";
import { G205 } from "../diagnostics/catalogue/g2.ts";
import { cyclesOf } from "./cycles.ts";
import type { NameTable } from "./names.ts";
import { docOf, type FileScope } from "./scope.ts";
import type { LetSymbol } from "./symbols.ts";

/** The `let`s of a graph; one that needs its own value is reported. */
export function bindLets(graph: ast.Graph, scope: FileScope, names: NameTable): ReadonlyMap<string, LetSymbol> {
  const lets = new Map<string, LetSymbol>();
  for (const node of graph.statements) {
    if (node.kind !== "Let" || !names.add("let", node.name)) continue;
    lets.set(node.name.name, { kind: "let", name: node.name.name, ...docOf(node), value: node.value, node });
  }
  const namedIn = (symbol: LetSymbol): readonly { to: LetSymbol; at: ast.Name }[] => {
    const found: { to: LetSymbol; at: ast.Name }[] = [];
    visit(symbol.value, {
      Name(at) {
        const to = lets.get(at.name);
        if (to) found.push({ to, at });
      },
    });
    return found;
  };
  for (const { path, at } of cyclesOf(lets.values(), namedIn)) {
    scope.report(G205.lets([...path, path[0] as LetSymbol].map((symbol) => symbol.name)), at.span);
  }
  return lets;
}

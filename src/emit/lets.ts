/** `let name = expression` as a small function, so that it is evaluated where it is used. */
import type { GraphSymbol, LetSymbol } from "../bind/symbols.ts";
import { walkMeanings } from "../plan/expressions.ts";
import { graphExpressions } from "../plan/expressions-of-graph.ts";
import { upperFirst } from "../plan/names.ts";
import { arrowText } from "./arrow.ts";
import { expressionText } from "./expression.ts";
import type { ConstItem } from "./items.ts";
import type { ModuleScope } from "./module-scope.ts";
import { CONDITIONAL } from "./precedence.ts";
import type { GraphScope, LetFunction } from "./surroundings.ts";
import { usesOf } from "./uses.ts";

/** Names the functions of the lets that are used; a let that names a let that needs the scope needs it too. */
export function nameLets(graph: GraphSymbol, at: string, module: ModuleScope): GraphScope {
  const lets = new Map<LetSymbol, LetFunction>();
  const scope: GraphScope = { module, graph, at, lets };
  const used = new Set<LetSymbol>();
  walkMeanings(graphExpressions(graph), module.typing, (symbol) => {
    if (symbol.kind === "let") used.add(symbol);
  });
  for (const symbol of graph.lets.values()) {
    if (!used.has(symbol)) continue;
    // Everything below a let is followed here, so that what it needs is known before the lets below it are named.
    const { args, error, scope: itself, variables } = usesOf([symbol.value], scope);
    const needsScope = args || error || itself || variables.size > 0;
    lets.set(symbol, { name: module.local(symbol.name, `${symbol.name}Of${upperFirst(graph.name)}`), needsScope });
  }
  return scope;
}

export function letConstants(scope: GraphScope, stateType: string): readonly ConstItem[] {
  return [...scope.lets].map(([symbol, { name, needsScope }]): ConstItem => {
    const uses = { ...usesOf([symbol.value], scope), state: true, scope: needsScope };
    const value = arrowText({ graph: scope, uses, stateType }, (around) => ({
      expression: expressionText(symbol.value, around, CONDITIONAL),
    }));
    return {
      kind: "const",
      name: scope.module.marked(name, symbol.node.name.span),
      value,
      doc: symbol.doc,
      exported: false,
    };
  });
}

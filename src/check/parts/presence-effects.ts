import { returnedFields } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, Module, NodeSymbol } from "../../bind/symbols.ts";
import { mayBeMissing } from "../../types/parts.ts";
import { ExpressionChecker } from "../expressions/expression-checker.ts";
import { graphScope, type Scope } from "../expressions/scope.ts";
import type { PresenceEffect } from "../presence.ts";
import { specialsOf } from "./nodes.ts";

/**
 * What the nodes of a graph do to its optional fields. A handler may return `undefined` for one, which clears it; an update fills it if its value is there
 * whatever else is absent.
 */
export function presenceEffects(graph: GraphSymbol, module: Module): (node: NodeSymbol) => PresenceEffect {
  // Only the types count here: what is wrong is reported when the updates are checked.
  const checker = new ExpressionChecker(module, () => {});
  checker.declareLets(graph.lets.values(), graphScope(graph, "let"));
  const inUpdates = graphScope(graph, "update");
  return (node) => {
    const fills = new Set<FieldSymbol>();
    const mayClear = new Set<FieldSymbol>();
    for (const { field } of node.writes) mayClear.add(field);
    let scope: Scope | undefined;
    for (const property of node.update?.properties ?? []) {
      const field = property.kind === "Property" ? graph.fields.get(property.name.name) : undefined;
      if (!field?.optional) continue;
      scope ??= { ...inUpdates, parameters: node.parameters, specials: specialsOf(node) };
      const type = checker.check(property.value, scope);
      const isFilled = type.kind !== "unknown" && !field.reducer && !mayBeMissing(type);
      (isFilled ? fills : mayClear).add(field);
    }
    if (node.form.kind === "subgraph" && !node.update) {
      const inner = node.form.graph;
      for (const field of returnedFields(graph, inner)) {
        if (field.optional) (inner.fields.get(field.name)?.optional || field.reducer ? mayClear : fills).add(field);
      }
    }
    return { fills, mayClear };
  };
}

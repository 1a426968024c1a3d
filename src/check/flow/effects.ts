/** What the updates of nodes do to fields: the properties "is there" and "nothing has written it" of each field, numbered like the fields. */
import { returnedFields, writesOf } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, Module, NodeSymbol } from "../../bind/symbols.ts";
import { mayBeMissing } from "../../types/parts.ts";
import { ExpressionChecker } from "../expressions/expression-checker.ts";
import { graphScope, type Scope } from "../expressions/scope.ts";
import { specialsOf } from "../parts/nodes.ts";
import type { Effect, Properties } from "./solve.ts";

/**
 * A field is there whose value is neither absent nor still to be written. An update surely leaves it there if its value is there whatever else is absent. A handler
 * may return `undefined` for an optional field, which clears it; one that must be there is there if the handler may not leave it out.
 */
export function presenceOf(graph: GraphSymbol, module: Module): Properties {
  const fields = [...graph.fields.values()];
  // An earlier run of the thread may have cleared an optional field; an ephemeral one begins anew.
  const atStart = fields.filter((field) => isThereAtStart(field)).map((field) => field.index);
  return { count: fields.length, atStart, effectOf: presenceEffects(graph, module) };
}

/** Whether nothing has written a field in this run, neither its default nor the input nor a node. */
export function untouchedOf(graph: GraphSymbol): Properties {
  const fields = [...graph.fields.values()];
  return {
    count: fields.length,
    atStart: fields.filter((field) => !field.default && !field.input).map((field) => field.index),
    effectOf: (node) => ({ brings: [], undoes: writesOf(node, graph).map(({ field }) => field.index) }),
  };
}

function isThereAtStart(field: FieldSymbol): boolean {
  if (field.optional) return field.ephemeral && field.default !== undefined && field.default.kind !== "NullLiteral";
  return field.input || field.default !== undefined;
}

function presenceEffects(graph: GraphSymbol, module: Module): (node: NodeSymbol) => Effect {
  // Only the types count here: what is wrong is reported when the updates are checked.
  const checker = new ExpressionChecker(module, () => {});
  checker.declareLets(graph.lets.values(), graphScope(graph, "let"));
  const inUpdates = graphScope(graph, "update");
  const known = new Map<NodeSymbol, Effect>();
  const effectOf = (node: NodeSymbol): Effect => {
    const brings: number[] = [];
    const undoes: number[] = [];
    for (const { field, mayLeaveOut } of node.writes) {
      if (field.optional) undoes.push(field.index);
      else if (!mayLeaveOut) brings.push(field.index);
    }
    let scope: Scope | undefined;
    for (const property of node.update?.properties ?? []) {
      const field = property.kind === "Property" ? graph.fields.get(property.name.name) : undefined;
      if (!field) continue;
      if (!field.optional) {
        brings.push(field.index);
        continue;
      }
      scope ??= { ...inUpdates, parameters: node.parameters, specials: specialsOf(node) };
      const type = checker.check(property.value, scope);
      const isFilled = type.kind !== "unknown" && !field.reducer && !mayBeMissing(type);
      (isFilled ? brings : undoes).push(field.index);
    }
    if (node.form.kind === "subgraph" && !node.update) {
      const inner = node.form.graph;
      for (const field of returnedFields(graph, inner)) {
        const mayClear = field.optional && (inner.fields.get(field.name)?.optional === true || !!field.reducer);
        (mayClear ? undoes : brings).push(field.index);
      }
    }
    return { brings, undoes };
  };
  return (node) => {
    const effect = known.get(node) ?? effectOf(node);
    known.set(node, effect);
    return effect;
  };
}

/** What nodes write, with the place where the text says so. */
import type * as ast from "../ast/ast.ts";
import type { Span } from "../source/source.ts";
import { sameType } from "../types/key.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "./symbols.ts";

export interface Write {
  readonly field: FieldSymbol;
  readonly node: NodeSymbol;
  readonly span: Span;
  readonly mayLeaveOut: boolean;
  /** Whether the update replaces the field with `set`. What a handler returns is not known. */
  readonly sets: boolean;
}

/** The fields that a node may write: those of its `=>`, else what its handler declares or its subgraph hands back. */
export function writesOf(node: NodeSymbol, graph: GraphSymbol): readonly Write[] {
  if (node.update) {
    return node.update.properties.flatMap((property) => {
      const field = property.kind === "Property" ? graph.fields.get(property.name.name) : undefined;
      if (property.kind !== "Property" || !field) return [];
      return [{ field, node, span: property.name.span, mayLeaveOut: false, sets: maySet(property.value) }];
    });
  }
  if (node.form.kind === "subgraph") {
    const span = (node.node.kind === "Node" ? node.node.implementation : undefined)?.span ?? node.node.name.span;
    return returnedFields(graph, node.form.graph).map((field) => ({
      field,
      node,
      span,
      mayLeaveOut: false,
      sets: false,
    }));
  }
  const places = writtenNames(node.node);
  return node.writes.map(({ field, mayLeaveOut }) => {
    const span = places.get(field.name) ?? node.node.name.span;
    return { field, node, span, mayLeaveOut, sets: false };
  });
}

/**
 * The fields that a subgraph without `=>` hands back: its outputs of the same name and type. One that may be absent there clears a field, so that it comes back
 * only into one that can be cleared: optional, without a reducer.
 */
export function returnedFields(graph: GraphSymbol, inner: GraphSymbol): readonly FieldSymbol[] {
  return [...inner.fields.values()].flatMap((output) => {
    const field = output.output ? graph.fields.get(output.name) : undefined;
    if (!field || !sameType(field.updateType, output.type)) return [];
    return output.optional && (!field.optional || field.reducer) ? [] : [field];
  });
}

/** Where a node's own `writes` names fields. */
function writtenNames(node: ast.Node | ast.Ask): ReadonlyMap<string, Span> {
  const options = node.options.filter((option) => option.kind === "WritesOption");
  return new Map(options.flatMap(({ fields }) => fields.map(({ name }) => [name.name, name.span] as const)));
}

function maySet(value: ast.Expression): boolean {
  if (value.kind === "Conditional") return maySet(value.then) || maySet(value.otherwise);
  return value.kind === "Call" && value.callee.name === "set";
}

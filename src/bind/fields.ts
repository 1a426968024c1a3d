import type * as ast from "../ast/ast.ts";
import { G506 } from "../diagnostics/catalogue/g5.ts";
import { updateTypeOf } from "../types/update-type.ts";
import { unknownType } from "../types/make.ts";
import type { NameTable } from "./names.ts";
import { bindReducer } from "./reducers.ts";
import { docOf, isDoubtful, type FileScope } from "./scope.ts";
import type { FieldSymbol } from "./symbols.ts";
import { resolveType } from "./type-node.ts";

/** The fields of a graph, of all its `state` blocks. `names` are the names that expressions of the graph see. */
export function bindFields(graph: ast.Graph, scope: FileScope, names: NameTable): ReadonlyMap<string, FieldSymbol> {
  const fields = new Map<string, FieldSymbol>();
  for (const statement of graph.statements) {
    if (statement.kind !== "StateBlock") continue;
    for (const node of statement.fields) {
      const field = bindField(node, fields.size, scope);
      if (names.add("field", node.name)) fields.set(field.name, field);
    }
  }
  return fields;
}

function bindField(node: ast.Field, index: number, scope: FileScope): FieldSymbol {
  const written = resolveType(node.type, scope);
  const type = isDoubtful(node, scope) ? unknownType : written;
  const reducer = node.reduce && bindReducer(node.reduce, scope);
  const updateType = reducer ? updateTypeOf(type, reducer) : node.reduce ? unknownType : type;
  return {
    kind: "field",
    name: node.name.name,
    ...docOf(node),
    index,
    type,
    ...modifiersOf(node, scope),
    optional: node.optional,
    ...(node.default && { default: node.default }),
    ...(reducer && { reducer }),
    ...(node.where && { where: node.where }),
    updateType,
    node,
  };
}

function modifiersOf(node: ast.Field, scope: FileScope): Record<ast.Modifier["name"], boolean> {
  const found = { input: false, output: false, ephemeral: false };
  for (const { name, span } of node.modifiers) {
    if (found[name]) scope.report(G506.twice(name), span);
    found[name] = true;
  }
  return found;
}

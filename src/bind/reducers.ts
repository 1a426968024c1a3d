import type * as ast from "../ast/ast.ts";
import { G201 } from "../diagnostics/catalogue/g2.ts";
import { G304 } from "../diagnostics/catalogue/g3.ts";
import { functionNames, importedFunction } from "./functions.ts";
import type { FileScope } from "./scope.ts";
import type { BuiltinReducer, ReducerSymbol } from "./symbols.ts";

/** The reducers of the language that take no argument. */
export const builtinReducers: readonly BuiltinReducer[] = [
  "append",
  "prepend",
  "union",
  "merge",
  "deepMerge",
  "add",
  "multiply",
  "min",
  "max",
  "and",
  "or",
  "first",
  "last",
];

/** The reducer that a text names. What is none is reported and nothing. */
export function bindReducer(node: ast.Reducer, scope: FileScope): ReducerSymbol | undefined {
  if (node.kind === "Lambda") return { kind: "inline", lambda: node };
  const { name } = node.name;
  if (name === "appendBy") return bindAppendBy(node, scope);
  if (name === "mergeWith") return bindMergeWith(node, scope);
  const builtin = builtinReducers.find((one) => one === name);
  if (node.argument) scope.report(G304.reducerArgument(name, "takes no argument"), node.argument.span);
  if (builtin) return { kind: "builtin", name: builtin };
  if (!scope.imports.has(name) && !scope.graphs.has(name) && !scope.types.has(name)) {
    const known = [...builtinReducers, "appendBy", "mergeWith", ...functionNames(scope)];
    if (!scope.ast.incomplete) scope.report(G201.reducer(name, known), node.name.span);
    return undefined;
  }
  const found = importedFunction(node.name, scope);
  return found && { kind: "imported", import: found };
}

function bindAppendBy(node: ast.NamedReducer, scope: FileScope): ReducerSymbol | undefined {
  const { argument } = node;
  if (argument?.kind === "NamedReducer" && !argument.argument) return { kind: "appendBy", key: argument.name.name };
  const wanted = "takes the name of the member that tells elements apart, as in `appendBy(id)`";
  scope.report(G304.reducerArgument("appendBy", wanted), (argument ?? node).span);
  return undefined;
}

function bindMergeWith(node: ast.NamedReducer, scope: FileScope): ReducerSymbol | undefined {
  if (!node.argument) {
    const wanted = "takes the reducer of the values, as in `mergeWith(add)`";
    scope.report(G304.reducerArgument("mergeWith", wanted), node.span);
    return undefined;
  }
  const reduce = bindReducer(node.argument, scope);
  return reduce && { kind: "mergeWith", reduce };
}

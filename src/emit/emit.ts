/** A checked module as the TypeScript module that runs it. */
import type { GraphSymbol, Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { plan } from "../plan/plan.ts";
import { typeItem } from "./declarations.ts";
import { graphItems } from "./graph.ts";
import { isCurrent, withHeader } from "./header.ts";
import type { Unprinted } from "./header.ts";
import type { Item } from "./items.ts";
import { ModuleScope } from "./module-scope.ts";
import type { EmitOptions } from "./module-scope.ts";
import { printModule, unformattedDeclarations, unformattedModule } from "./print.ts";
import { Rows } from "./rows.ts";
import { SchemaPrinter } from "./schemas.ts";

export type { EmitOptions } from "./module-scope.ts";

/** The text of the generated module: the same for the same source, whatever the machine, the folder or the time. */
export async function emit(module: Module, typing: Typing, options: EmitOptions = {}): Promise<string> {
  const unprinted = unprintedModule(module, typing, options);
  const { existing } = options;
  if (existing !== undefined && isCurrent(existing, unprinted)) return existing;
  return withHeader(unprinted, isEmpty(unprinted) ? EMPTY : await printModule(unprinted.items, unprinted.rows));
}

/** The same module without layout and header: what it means to TypeScript is the same, and Prettier is not needed. */
export function emitUnformatted(module: Module, typing: Typing, options: EmitOptions = {}): string {
  const unprinted = unprintedModule(module, typing, options);
  return isEmpty(unprinted) ? EMPTY : unformattedModule(unprinted.items, unprinted.rows);
}

/** What the module is to TypeScript, without what it does and without layout. */
export function emitUnformattedDeclarations(module: Module, typing: Typing, options: EmitOptions = {}): string {
  const unprinted = unprintedModule(module, typing, options);
  return isEmpty(unprinted) ? EMPTY : unformattedDeclarations(unprinted.items, unprinted.rows);
}

/** Without an export it would be no module, and could not be imported. */
const EMPTY = "export {};\n";

function isEmpty({ items }: Unprinted): boolean {
  return items.every((item) => item.kind === "import");
}

function unprintedModule(module: Module, typing: Typing, options: EmitOptions): Unprinted {
  const scope = new ModuleScope(module, typing, options);
  const schemas = new SchemaPrinter(scope);
  const rows = new Rows();
  const types = [...module.types.values()]
    .filter((symbol) => scope.isOwn(symbol))
    .map((symbol) => typeItem(symbol, scope));
  const graphs = containedFirst(module.graphs).flatMap((graph) =>
    graphItems(plan(graph, typing), scope, schemas, rows),
  );
  const imports = scope
    .imports()
    .filter(({ namespace }) => namespace === undefined || usesRuntime([...types, ...graphs]));
  return { source: module.source.path, items: [...imports, ...types, ...graphs], rows };
}

/** A file that only declares types may need nothing to run. */
function usesRuntime(items: readonly Item[]): boolean {
  return items.some((item) => {
    if (item.kind === "interface") return item.properties.some(({ type = "" }) => mentionsRuntime(type));
    return item.kind !== "type" || mentionsRuntime(item.type);
  });
}

function mentionsRuntime(type: string): boolean {
  return /\brt\./.test(type);
}

/** The graphs with those that others contain before them, so that every constant is made before it is used; else in textual order. */
function containedFirst(graphs: readonly GraphSymbol[]): readonly GraphSymbol[] {
  const ordered = new Set<GraphSymbol>();
  const add = (graph: GraphSymbol): void => {
    if (ordered.has(graph) || !graphs.includes(graph)) return;
    for (const { form } of graph.nodes.values()) if (form.kind === "subgraph") add(form.graph);
    ordered.add(graph);
  };
  graphs.forEach(add);
  return [...ordered];
}

/** What a file's names would collide with in the generated module. */
import type * as ast from "../ast/ast.ts";
import { G206 } from "../diagnostics/catalogue/g2.ts";
import type { FileScope } from "./scope.ts";
import { firstHere } from "./names.ts";

const typeSuffixes = ["State", "Values", "Writes", "Update", "Input", "Output", "Context", "Events", "Node", "Asks"];
const moreTypeSuffixes = ["Types", "Handlers", "SuppliedHandlers"];

/** The names that the generated module exports for a graph. */
export function exportsOf(graph: string): readonly string[] {
  const upper = graph.charAt(0).toUpperCase() + graph.slice(1);
  const lower = graph.charAt(0).toLowerCase() + graph.slice(1);
  return [
    ...[...typeSuffixes, ...moreTypeSuffixes].map((suffix) => upper + suffix),
    `create${upper}`,
    lower,
    `${lower}Schemas`,
    `${lower}Graph`,
    `${lower}Program`,
  ];
}

/** Global types of TypeScript that generated modules name; a declared or imported type of the name would hide them. */
const globalTypes = new Set(
  "Date Uint8Array Readonly ReadonlyArray Pick Omit Partial Required Parameters ReturnType Awaited Promise".split(" "),
);

/** Global values of JavaScript that generated modules use. */
const globalValues = new Set(
  "Math Number String Object Array Boolean BigInt Date RegExp Error Infinity NaN undefined globalThis".split(" "),
);

/** Reports names that would be two things in the generated module. */
export function checkGeneratedNames(file: ast.File, scope: FileScope): void {
  const { report } = scope;
  const exported = new Map<string, ast.Graph>();
  for (const graph of file.declarations) {
    if (graph.kind !== "Graph" || scope.graphs.get(graph.name.name)?.node !== graph) continue;
    const names = exportsOf(graph.name.name);
    const shared = names.find((name) => exported.has(name));
    const other = shared === undefined ? undefined : exported.get(shared);
    if (shared !== undefined && other) {
      const related = [firstHere(scope, other.name)];
      report(G206.graphs(graph.name.name, other.name.name, shared), graph.name.span, { related });
    }
    for (const name of names) if (!exported.has(name)) exported.set(name, graph);
  }
  const check = (name: ast.Identifier, isType: boolean, isValue: boolean): void => {
    const graph = exported.get(name.name);
    if (graph) {
      report(G206.withGraph(name.name, graph.name.name), name.span, { related: [firstHere(scope, graph.name)] });
    } else if (name.name === "rt") {
      report(G206.reserved("rt", "the runtime"), name.span);
    } else if ((isType && globalTypes.has(name.name)) || (isValue && globalValues.has(name.name))) {
      report(G206.reserved(name.name, "a global name that is used"), name.span);
    }
  };
  for (const declaration of file.declarations) {
    if (declaration.kind === "TypeDeclaration") check(declaration.name, true, false);
    else if (declaration.kind === "Import") {
      for (const { local } of declaration.names) {
        const symbol = scope.imports.get(local.name);
        if (!symbol?.graph) check(local, true, !declaration.typeOnly);
      }
    }
  }
}

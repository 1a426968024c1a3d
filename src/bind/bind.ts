import type * as ast from "../ast/ast.ts";
import { G205 } from "../diagnostics/catalogue/g2.ts";
import { G308 } from "../diagnostics/catalogue/g3.ts";
import { reporter, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { unknownType } from "../types/make.ts";
import { components } from "./components.ts";
import { endlessThrough, isOwnAlternative, namedIn } from "../types/storable.ts";
import { cyclesOf } from "./cycles.ts";
import { declare, linkImports, type DeclaredFile } from "./declare.ts";
import { bindGraph } from "./graph.ts";
import { checkGeneratedNames } from "./generated-names.ts";
import { isDoubtful, isGraphFile, type ParsedFile } from "./scope.ts";
import type { Fault, GraphSymbol, Module, TypeSymbol } from "./symbols.ts";
import { resolveType } from "./type-node.ts";

export type { ParsedFile } from "./scope.ts";

/** The file that the specifier of an import of a `.graph` file leads to; nothing where there is none. It gives one and the same file for one path. */
export type Resolve = (specifier: string, from: ParsedFile) => ParsedFile | undefined;

export interface Bound {
  /** One per file: first the given files in their order, then what only imports lead to. */
  readonly modules: readonly Module[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out what every name outside expressions stands for, in some files and those that they import. */
export function bind(files: readonly ParsedFile[], resolve: Resolve): Bound {
  const diagnostics: Diagnostic[] = [];
  const declared = declareAll(files, resolve, diagnostics);
  const scopes = [...declared.values()];
  for (const scope of scopes) linkImports(scope, declared);
  checkImportCycles(scopes, declared);
  for (const scope of scopes) resolveTypes(scope);
  for (const scope of scopes) checkEndless(scope);
  for (const scope of scopes) {
    for (const graph of scope.graphs.values()) Object.assign(graph, bindGraph(graph, scope));
    checkGeneratedNames(scope.ast, scope);
  }
  for (const scope of scopes) checkContainment(scope);
  return { modules: scopes.map((scope) => toModule(scope, diagnostics)), diagnostics };
}

function declareAll(
  files: readonly ParsedFile[],
  resolve: Resolve,
  diagnostics: Diagnostic[],
): ReadonlyMap<ast.File, DeclaredFile> {
  const declared = new Map<ast.File, DeclaredFile>();
  const open = [...files];
  for (const file of open) {
    if (declared.has(file.ast)) continue;
    const importedFrom = new Map<ast.Import, ParsedFile | undefined>();
    for (const declaration of file.ast.declarations) {
      if (declaration.kind !== "Import" || !isGraphFile(declaration.from.value)) continue;
      const from = resolve(declaration.from.value, file);
      importedFrom.set(declaration, from);
      if (from) open.push(from);
    }
    declared.set(file.ast, declare(file, reporter(file.source, diagnostics, file.ast.doubtful), importedFrom));
  }
  return declared;
}

function checkImportCycles(scopes: readonly DeclaredFile[], declared: ReadonlyMap<ast.File, DeclaredFile>): void {
  const importsOf = (scope: DeclaredFile) =>
    [...scope.importedFrom].flatMap(([at, from]) => {
      const to = from && declared.get(from.ast);
      return to ? [{ to, at: { scope, span: at.from.span } }] : [];
    });
  for (const { path, at } of cyclesOf(scopes, importsOf)) {
    const paths = [...path, ...path.slice(0, 1)].map((scope) => scope.source.path);
    at.scope.report(path.length === 1 ? G205.importsItself() : G205.imports(paths), at.span);
  }
}

function resolveTypes(scope: DeclaredFile): void {
  for (const symbol of scope.types.values()) {
    const type = resolveType(symbol.node.type, scope);
    symbol.type = isDoubtful(symbol.node, scope) ? unknownType : type;
  }
}

/** Reports types of which no value ends, each cycle of types once. */
function checkEndless(scope: DeclaredFile): void {
  const reported = new Set<TypeSymbol>();
  // Most types lead nowhere near themselves, and need no search for the way back.
  const cyclic = new Set(
    components(scope.types.values(), ({ type }) => namedIn(type)).flatMap((group) =>
      group.length > 1 || group.some((one) => namedIn(one.type).includes(one)) ? group : [],
    ),
  );
  for (const symbol of scope.types.values()) {
    if (reported.has(symbol) || !cyclic.has(symbol)) continue;
    const path = endlessThrough(symbol);
    if (!path && isOwnAlternative(symbol)) scope.report(G308.alternative(symbol.name), symbol.node.name.span);
    if (!path) continue;
    for (const one of path) reported.add(one);
    const isAlias = path.every((one) => one.type.kind === "named");
    const message = isAlias ? G308.alias(symbol.name) : G308.endless(path.map((one) => one.name));
    scope.report(message, symbol.node.name.span);
  }
}

/** Reports graphs that contain themselves. A cycle through several files is a cycle of imports, which is reported already. */
function checkContainment(scope: DeclaredFile): void {
  const containedIn = (graph: GraphSymbol) =>
    [...graph.nodes.values()].flatMap(({ form, node }) =>
      form.kind === "subgraph" && form.graph.source === scope.source
        ? [{ to: form.graph, at: node.kind === "Node" ? (node.implementation ?? node.name) : node.name }]
        : [],
    );
  for (const { path, at } of cyclesOf<GraphSymbol, ast.Identifier | ast.Implementation>(
    scope.graphs.values(),
    containedIn,
  )) {
    const name = at.kind === "Implementation" ? at.name : at;
    scope.report(G205.contains([...path, ...path.slice(0, 1)].map((graph) => graph.name)), name.span);
  }
}

function toModule(scope: DeclaredFile, diagnostics: readonly Diagnostic[]): Module {
  const { source, ast: file, imports, types, graphs, used, unknown, unsound } = scope;
  const found = diagnostics.filter((one) => one.source === source && one.severity === "error");
  const faults: readonly Fault[] = [
    ...file.doubtful.map((span) => ({ code: "G101" as const, span })),
    ...unsound.map((span) => ({ code: "G201" as const, span })),
    ...found.map(({ code, span }) => ({ code, span })),
  ];
  return { source, ast: file, imports, types, graphs: [...graphs.values()], used, unknown, faults };
}

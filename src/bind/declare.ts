/** The names of a file, before what they stand for is looked at. */
import type * as ast from "../ast/ast.ts";
import { G202, G204 } from "../diagnostics/catalogue/g2.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { primitiveCalled, unknownType } from "../types/make.ts";
import { NameTable } from "./names.ts";
import { docOf, isBroken, isGraphFile, type Draft, type FileScope, type ParsedFile } from "./scope.ts";
import type { Flow } from "./flow.ts";
import type { GraphSymbol, ImportSymbol, TypeSymbol } from "./symbols.ts";
import { UnknownNames } from "./unknown-names.ts";

/** What one file declares, in drafts that are filled when all files are known. */
export interface DeclaredFile extends FileScope {
  readonly imports: Map<string, ImportSymbol>;
  readonly types: Map<string, Draft<TypeSymbol>>;
  readonly graphs: Map<string, Draft<GraphSymbol>>;
  readonly importedFrom: ReadonlyMap<ast.Import, ParsedFile | undefined>;
}

const noFlow: Flow = {
  out: new Map(),
  onError: new Map(),
  counters: 0,
  places: new Map(),
  findings: {
    starts: [],
    written: new Map(),
    falls: new Map(),
    errorEdges: new Map(),
    stops: new Map(),
    openGroups: [],
    behindEnd: [],
    crossings: [],
    reachedOtherwise: new Set(),
    unknown: [],
    meant: new Set(),
  },
};

/** Declares the types and graphs of a file. Imports are linked by `linkImports`, when every file has declared what it has. */
export function declare(
  file: ParsedFile,
  report: Report,
  importedFrom: ReadonlyMap<ast.Import, ParsedFile | undefined>,
): DeclaredFile {
  const scope: DeclaredFile = {
    source: file.source,
    ast: file.ast,
    report,
    imports: new Map(),
    types: new Map(),
    graphs: new Map(),
    used: new Set(),
    unknown: new UnknownNames(),
    unsound: [],
    importedFrom,
  };
  const names = new NameTable(scope);
  for (const declaration of file.ast.declarations) {
    if (declaration.kind === "Import") {
      for (const { local } of declaration.names) names.add("import", local);
    } else if (declaration.kind === "TypeDeclaration") {
      if (isBuiltIn(declaration.name.name)) report(G202.builtIn(declaration.name.name), declaration.name.span);
      else if (names.add("type", declaration.name))
        scope.types.set(declaration.name.name, draftType(declaration, file));
    } else if (names.add("graph", declaration.name)) {
      scope.graphs.set(declaration.name.name, draftGraph(declaration, file));
    }
  }
  return scope;
}

function isBuiltIn(name: string): boolean {
  return name === "Record" || primitiveCalled(name) !== undefined;
}

function draftType(node: ast.TypeDeclaration, { source }: ParsedFile): Draft<TypeSymbol> {
  const where = node.where ? { where: node.where } : {};
  return { kind: "type", name: node.name.name, ...docOf(node), type: unknownType, ...where, node, source };
}

function draftGraph(node: ast.Graph, { source }: ParsedFile): Draft<GraphSymbol> {
  return {
    kind: "graph",
    name: node.name.name,
    ...docOf(node),
    node,
    source,
    context: [],
    events: [],
    fields: new Map(),
    lets: new Map(),
    nodes: new Map(),
    limit: 100,
    version: 1,
    migrations: [],
    interruptBefore: [],
    interruptAfter: [],
    flow: noFlow,
  };
}

/** Makes the imports of a file: opaque ones for TypeScript modules, links to what other `.graph` files declare. */
export function linkImports(scope: DeclaredFile, declared: ReadonlyMap<ast.File, DeclaredFile>): void {
  const meant: ImportSymbol[] = [];
  for (const declaration of scope.ast.declarations) {
    if (declaration.kind !== "Import") continue;
    const file = scope.importedFrom.get(declaration);
    const from = file && declared.get(file.ast);
    const specifier = declaration.from.value;
    if (isGraphFile(specifier) && !from) scope.report(G204.file(specifier), declaration.from.span);
    for (const node of declaration.names) {
      if (scope.imports.has(node.local.name)) continue;
      const base = {
        imported: node.imported.name,
        specifier,
        file: scope.source.path,
        typeOnly: declaration.typeOnly,
        node,
      };
      const symbol: ImportSymbol = {
        kind: "import",
        name: node.local.name,
        ...base,
        ...linked(scope, node, specifier, from),
      };
      scope.imports.set(symbol.name, symbol);
      const other = from && isBroken(symbol) ? likelyMeant(symbol, from) : undefined;
      if (other) meant.push(other);
    }
  }
  for (const symbol of meant) {
    if (scope.imports.has(symbol.name) || scope.types.has(symbol.name) || scope.graphs.has(symbol.name)) continue;
    scope.imports.set(symbol.name, symbol);
    scope.used.add(symbol);
  }
}

/** What a misspelt import was probably to bring. Where it is used by its right name, nothing more is wrong. */
function likelyMeant({ imported, node, ...symbol }: ImportSymbol, from: DeclaredFile): ImportSymbol | undefined {
  const name =
    node.local.name === imported ? suggest(imported, [...from.graphs.keys(), ...from.types.keys()]) : undefined;
  if (name === undefined) return undefined;
  const [graph, type] = [from.graphs.get(name), from.types.get(name)];
  if (type) from.used.add(type);
  return { ...symbol, name, imported: name, node, ...(graph ? { graph } : {}), ...(type ? { type } : {}) };
}

function linked(
  scope: FileScope,
  node: ast.ImportName,
  specifier: string,
  from: DeclaredFile | undefined,
): Partial<ImportSymbol> {
  if (!from) return {};
  const { name } = node.imported;
  const graph = from.graphs.get(name);
  if (graph) return { graph };
  const type = from.types.get(name);
  if (type) {
    from.used.add(type);
    return { type };
  }
  if (!from.ast.incomplete) {
    scope.report(G204.name(name, specifier, [...from.graphs.keys(), ...from.types.keys()]), node.imported.span);
  }
  return {};
}

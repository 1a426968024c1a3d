/** The module-level names of a generated module: what it imports, what it declares, and what is still free. */
import { posix } from "node:path";
import type { GraphSymbol, ImportSymbol, Module, TypeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import type { Source, Span } from "../source/source.ts";
import { exportedNames, isReserved, upperFirst } from "../plan/names.ts";
import type { ExportedNames } from "../plan/names.ts";
import type { ConstItem, ImportItem, Purity } from "./items.ts";
import { plain } from "./origins.ts";
import type { Origins } from "./origins.ts";

export interface EmitOptions {
  /** What the output writes where the source imports from `specifier`. Default: `.ts` behind `.graph`, everything else as it is. */
  readonly rewriteImport?: (specifier: string) => string;
  /** The text that the module has now. Where it is what would be printed, it is returned, and nothing is loaded to print it. */
  readonly existing?: string | undefined;
  /** The module that the output imports as `rt`. Default: `"@graphc/runtime/generated"`. */
  readonly runtime?: string;
  /** Collects where the text comes from; then the text has marks. */
  readonly origins?: Origins;
}

const VALUES: ReadonlySet<keyof ExportedNames> = new Set(["create", "schemas", "description", "program", "runner"]);
const GLOBALS = ["rt", "Array", "Date", "Math", "Number", "Object", "RegExp", "String", "undefined", "NaN", "Infinity"];
/** What functions in the output call their parameters, so that no variable of the source may. */
const PARAMETERS = ["state", "scope", "args", "error", "elements"];

export class ModuleScope {
  readonly module: Module;
  readonly typing: Typing;
  /** Constants that other parts of the output refer to, in order of first use. */
  readonly hoisted: ConstItem[] = [];
  readonly #options: EmitOptions;
  readonly #taken = new Set<string>(GLOBALS);
  readonly #numbers = new Set<string>();
  readonly #imports = new Map<string, { readonly values: Map<string, string>; readonly types: Map<string, string> }>();
  readonly #constants = new Map<string, string>();
  readonly #foreignTypes = new Map<TypeSymbol, string>();

  constructor(module: Module, typing: Typing, options: EmitOptions) {
    this.module = module;
    this.typing = typing;
    this.#options = options;
    const imported = [...module.imports.values()];
    const graphs = [...module.graphs, ...imported.filter((each) => each.graph !== undefined)];
    for (const { name } of [...imported, ...module.types.values()]) this.#taken.add(name);
    for (const { name } of graphs) for (const exported of Object.values(exportedNames(name))) this.#taken.add(exported);
  }

  /** Takes the first of some names that is free, or the last one with as many underscores behind it as it needs. */
  local(...candidates: readonly string[]): string {
    const last = candidates.at(-1) ?? "_";
    let name = candidates.find((candidate) => this.#isFree(candidate));
    for (let next = `${last}_`; name === undefined; next += "_") if (this.#isFree(next)) name = next;
    this.#taken.add(name);
    return name;
  }

  /** What a lambda's or a map's variable is called: as in the source, unless the function around it needs the name. */
  variable(name: string): string {
    // What has been given an underscore must not meet one that has it in the source.
    const plain = name.replace(/_+$/, "");
    return GLOBALS.includes(plain) || PARAMETERS.includes(plain) || this.#numbers.has(plain) ? `${name}_` : name;
  }

  /** The name of the constant with the numbers of a graph's nodes, which expressions refer to. */
  numbers(graph: GraphSymbol): string {
    const name = this.graphLocal(graph, "at");
    this.#numbers.add(name);
    return name;
  }

  #isFree(name: string): boolean {
    return !this.#taken.has(name) && !isReserved(name) && !PARAMETERS.includes(name);
  }

  /** A text with a mark that says where it comes from, if that is asked for. */
  marked(text: string, { start }: Span, source: Source = this.module.source): string {
    return this.#options.origins?.mark(text, source, start) ?? text;
  }

  /** The name of something that a graph of this module exports, where it is declared. */
  declared(graph: GraphSymbol, what: keyof ExportedNames): string {
    return this.marked(this.graphName(graph, what), graph.node.name.span);
  }

  /** The name of an imported function or constant. */
  value(symbol: ImportSymbol): string {
    this.#from(symbol.specifier).values.set(symbol.imported, symbol.name);
    return symbol.name;
  }

  /** The name of a type of TypeScript; one that only another `.graph` file imports is imported here as well. */
  importedType(symbol: ImportSymbol): string {
    const specifier = this.#specifierHere(symbol);
    const { types } = this.#from(specifier);
    const own = [...this.module.imports.values()].find(
      (each) => each.specifier === specifier && each.imported === symbol.imported,
    );
    const name = own?.name ?? types.get(symbol.imported) ?? this.local(symbol.name, symbol.imported);
    types.set(symbol.imported, name);
    return name;
  }

  /** The name of a declared type, which is imported if another file declares it. */
  typeName(symbol: TypeSymbol): string {
    if (this.isOwn(symbol)) return symbol.name;
    const known = this.#foreignTypes.get(symbol);
    if (known !== undefined) return known;
    const imported = [...this.module.imports.values()].find((each) => each.type === symbol);
    const name = imported?.name ?? this.local(symbol.name);
    this.#from(imported?.specifier ?? this.#pathTo(symbol.source.path)).types.set(symbol.name, name);
    this.#foreignTypes.set(symbol, name);
    return name;
  }

  isOwn(symbol: TypeSymbol): boolean {
    return symbol.source.path === this.module.source.path;
  }

  /** The name of something that a graph's module exports, which is imported if another file declares the graph. */
  graphName(graph: GraphSymbol, what: keyof ExportedNames): string {
    const exported = exportedNames(graph.name)[what];
    if (this.module.graphs.includes(graph)) return exported;
    const imported = [...this.module.imports.values()].find((each) => each.graph === graph);
    if (imported === undefined)
      throw new Error(`The graph ${graph.name} is neither declared nor imported in ${this.module.source.path}.`);
    const local = exportedNames(imported.name)[what];
    const names = this.#from(imported.specifier);
    (VALUES.has(what) ? names.values : names.types).set(exported, local);
    return local;
  }

  /** A module-level name that belongs to one graph: `at`, or `deskAt` where a file has several graphs. */
  graphLocal(graph: GraphSymbol, name: string): string {
    if (this.module.graphs.length === 1) return this.local(name, `${name}_`);
    const { runner } = exportedNames(graph.name);
    return this.local(`${runner}${upperFirst(name)}`);
  }

  /** The name of a constant with a value; one that is there already serves again. */
  constant(value: string, name: string, pure?: Purity): string {
    const key = plain(value);
    const known = this.#constants.get(key) ?? this.local(name);
    if (!this.#constants.has(key)) this.hoisted.push({ kind: "const", name: known, value, pure, exported: false });
    this.#constants.set(key, known);
    return known;
  }

  /** The constants that were hoisted since this was last asked, which stand before what refers to them. */
  takeHoisted(): readonly ConstItem[] {
    return this.hoisted.splice(0);
  }

  imports(): readonly ImportItem[] {
    const runtime: ImportItem = {
      kind: "import",
      from: this.#options.runtime ?? "@graphc/runtime/generated",
      typeOnly: false,
      namespace: "rt",
      names: [],
    };
    const order = [...this.module.imports.values()].map((symbol) => symbol.specifier);
    const found = [...this.#imports].toSorted(([a], [b]) => placeIn(order, a) - placeIn(order, b));
    const others = found.flatMap(([from, { values, types }]) => [
      ...this.#importItem(from, values, false),
      ...this.#importItem(from, new Map([...types].filter(([imported]) => !values.has(imported))), true),
    ]);
    return [runtime, ...others];
  }

  #importItem(from: string, names: ReadonlyMap<string, string>, typeOnly: boolean): readonly ImportItem[] {
    if (names.size === 0) return [];
    const sorted = [...names].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const list = sorted.map(([name, alias]) => (name === alias ? { name } : { name, alias }));
    return [{ kind: "import", from: this.#specifier(from), typeOnly, names: list }];
  }

  #from(specifier: string): { readonly values: Map<string, string>; readonly types: Map<string, string> } {
    const names = this.#imports.get(specifier) ?? {
      values: new Map<string, string>(),
      types: new Map<string, string>(),
    };
    this.#imports.set(specifier, names);
    return names;
  }

  #specifier(from: string): string {
    const { rewriteImport = (specifier) => (specifier.endsWith(".graph") ? `${specifier}.ts` : specifier) } =
      this.#options;
    return rewriteImport(from);
  }

  /** What this module writes to import from where another file imports from. */
  #specifierHere({ specifier, file }: ImportSymbol): string {
    if (file === this.module.source.path || !specifier.startsWith(".")) return specifier;
    return this.#pathTo(posix.join(posix.dirname(file), specifier));
  }

  #pathTo(file: string): string {
    const path = posix.relative(posix.dirname(this.module.source.path), file);
    // A folder's own name may start with a dot.
    return path.startsWith("../") ? path : `./${path}`;
  }
}

/** What is not in the list comes last. */
function placeIn(order: readonly string[], specifier: string): number {
  const place = order.indexOf(specifier);
  return place < 0 ? order.length : place;
}

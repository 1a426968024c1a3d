/** The compiler: text in, modules and findings out. Files, terminals and watching are the business of others. */
import { posix } from "node:path";
import { bind, type ParsedFile } from "./bind/bind.ts";
import { isGraphFile } from "./bind/scope.ts";
import type { GraphSymbol, Module } from "./bind/symbols.ts";
import { check as checkModule } from "./check/check.ts";
import type { Typing } from "./check/typing.ts";
import type { Code, Diagnostic } from "./diagnostics/diagnostic.ts";
import { inOrder } from "./diagnostics/render/order.ts";
import { parse } from "./parse/parse.ts";
import type { Form, Formed } from "./emit/form.ts";
import { silence } from "./silence.ts";
import type { Source } from "./source/source.ts";

/** What a warning counts as, by its code and the path of the source that it is of; one that is `off` is not reported. */
export type LevelOf = (code: Code, path: string) => "error" | "warning" | "off";

export interface CompileOptions {
  /** What modules are written in: all of them, or that of the source with this path. Default: `ts`. */
  readonly emit?: Form | ((path: string) => Form);
  /** Whether the module of the source with this path, written in TypeScript, gets a file with the types for `import "./x.graph"`. Default: no. */
  readonly importable?: (path: string) => boolean;
  /** What the maps of the module of `from` call the source with a path: a path from the folder of the module. Default: its path from the folder of `from`. */
  readonly nameInMap?: (path: string, from: string) => string;
  /** Default: a warning is a warning. */
  readonly levelOf?: LevelOf;
  /** What an import becomes in the module of the source with this path. Default: `.ts` behind `.graph`, in JavaScript `.js`, everything else as it is. */
  readonly rewriteImport?: (specifier: string, path: string) => string;
  /** The text that the TypeScript module of the source with this path has now, if there is one. Where it is what would be made, making it again is spared. */
  readonly existing?: (path: string) => Promise<string | undefined>;
  /** Looks at the TypeScript that files without errors import, as `typeCheck` does. Default: it is not looked at. */
  readonly types?: TypeCheck;
  /** Called with each module as it is finished. */
  readonly onModule?: (module: CompiledModule) => void;
}

export type { Form, ModuleFile } from "./emit/form.ts";

export interface CompiledModule extends Formed {
  /** The path of the source. */
  readonly source: string;
}

export interface Compiled {
  /** One for each file without errors that imports no file with errors, in the order of the files. */
  readonly modules: readonly CompiledModule[];
  /** In the order of file, position and code. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A text, or files that find each other by their paths, which are relative to one folder and have forward slashes. */
export type CompileInput = string | readonly Source[];

/**
 * Compiles `.graph` files to TypeScript modules. A text alone is called `input.graph`.
 *
 * ```ts
 * const { modules, diagnostics } = await compile([{ path: "hello.graph", text }]);
 * ```
 */
export async function compile(input: CompileInput, options: CompileOptions = {}): Promise<Compiled> {
  const { emit: emission = "ts", rewriteImport, existing, onModule, types, levelOf, importable, nameInMap } = options;
  const { checked, diagnostics: found } = await analyseAll(input, types);
  const diagnostics = levelled(found, levelOf);
  const modules: CompiledModule[] = [];
  for (const { module, typing } of withoutErrors(checked, diagnostics)) {
    const { emitAs } = await import("./emit/form.ts");
    const { path } = module.source;
    const form = typeof emission === "function" ? emission(path) : emission;
    const formed = await emitAs(form, module, typing, {
      ...(rewriteImport ? { rewriteImport: (specifier: string) => rewriteImport(specifier, path) } : {}),
      ...(nameInMap ? { nameOf: (other: string) => nameInMap(other, path) } : {}),
      importable: importable?.(path) ?? false,
      existing: form === "ts" ? await existing?.(path) : undefined,
    });
    const compiled = { ...formed, source: path };
    onModule?.(compiled);
    modules.push(compiled);
  }
  return { modules, diagnostics };
}

export interface CheckOptions {
  /** Whether to hand out warnings that a comment silences, too, each with its reason as `silenced`. Default: no. */
  readonly silenced?: boolean;
  /** Default: a warning is a warning. */
  readonly levelOf?: LevelOf;
}

/** Finds what `compile` would find, and makes no modules. */
export function check(input: CompileInput, options: CheckOptions = {}): readonly Diagnostic[] {
  return asked(analyse(input), options);
}

/** As `check`, and looks at the TypeScript that files without errors import. */
export async function checkTypes(
  input: CompileInput,
  types: TypeCheck,
  options: CheckOptions = {},
): Promise<readonly Diagnostic[]> {
  return asked(await analyseAll(input, types), options);
}

function asked({ diagnostics, silenced }: Analysed, options: CheckOptions): readonly Diagnostic[] {
  const found = levelled(diagnostics, options.levelOf);
  return options.silenced ? inOrder([...found, ...silenced]) : found;
}

/** Findings with the levels that the caller gives to warnings. */
export function levelled(diagnostics: readonly Diagnostic[], levelOf: LevelOf | undefined): readonly Diagnostic[] {
  if (levelOf === undefined) return diagnostics;
  return diagnostics.flatMap((one) => {
    if (one.severity === "error") return [one];
    const level = levelOf(one.code, one.source.path);
    return level === "off" ? [] : [{ ...one, severity: level }];
  });
}

/** A file, what its names stand for, and the types of its expressions. */
export interface CheckedModule {
  readonly module: Module;
  readonly typing: Typing;
}

/** Finds what only TypeScript knows of modules without errors, but for values that nothing writes, which import none with errors. */
export type TypeCheck = (modules: readonly CheckedModule[]) => Promise<readonly Diagnostic[]>;

/** What is known of some files before anything is made of them. */
export interface Analysed {
  /** One for each file, also for those with errors. */
  readonly checked: readonly CheckedModule[];
  readonly diagnostics: readonly Diagnostic[];
  /** The warnings that comments silence. */
  readonly silenced: readonly Diagnostic[];
}

async function analyseAll(input: CompileInput, types: TypeCheck | undefined): Promise<Analysed> {
  const analysed = analyse(input);
  if (types === undefined) return analysed;
  const { checked, diagnostics } = analysed;
  const found = await types(
    withoutErrors(
      checked,
      diagnostics.filter((one) => !isOfWriting(one)),
    ),
  );
  const wrong = graphsWith(checked, found);
  const isKnown = (one: Diagnostic): boolean => !isOfWriting(one) || !wrong.some((graph) => isIn(one, graph));
  return { ...analysed, diagnostics: inOrder([...diagnostics.filter(isKnown), ...found]) };
}

/**
 * Whether a report says that something is not written. TypeScript may know that it is, and that `writes` does not say so: then what is written on a path is
 * not known before that is mended.
 */
function isOfWriting({ code }: Diagnostic): boolean {
  return code === "G404" || code === "G405";
}

/** The graphs with functions that do not fit. */
function graphsWith(checked: readonly CheckedModule[], found: readonly Diagnostic[]): readonly GraphSymbol[] {
  const errors = found.filter(({ severity }) => severity === "error");
  return checked.flatMap(({ module }) => module.graphs.filter((graph) => errors.some((one) => isIn(one, graph))));
}

function isIn({ source, span }: Diagnostic, graph: GraphSymbol): boolean {
  return source === graph.source && graph.node.span.start <= span.start && span.start < graph.node.span.end;
}

/** Binds and checks some files, for what works on graphs rather than on modules. */
export function analyse(input: CompileInput): Analysed {
  const sources = typeof input === "string" ? [{ path: "input.graph", text: input }] : input;
  const parsed = sources.map((source) => ({ source, ...parse(source) }));
  const files = new Map(parsed.map(({ source, file }): [string, ParsedFile] => [source.path, { source, ast: file }]));
  const bound = bind([...files.values()], (specifier, from) => files.get(pathOf(specifier, from.source.path)));
  const checked = bound.modules.map((module) => ({ module, ...checkModule(module) }));
  const found = [parsed, [bound], checked].flatMap((phase) => phase.flatMap(({ diagnostics }) => diagnostics));
  const all = parsed.reduce<readonly Diagnostic[]>(
    (marked, { source, comments }) => silence(source, comments, marked),
    found,
  );
  const isSilenced = ({ silenced }: Diagnostic): boolean => silenced !== undefined;
  return {
    checked,
    diagnostics: inOrder(all.filter((one) => !isSilenced(one))),
    silenced: all.filter((one) => isSilenced(one)),
  };
}

/** The modules that have no errors and import none that has. */
function withoutErrors(
  checked: readonly CheckedModule[],
  diagnostics: readonly Diagnostic[],
): readonly CheckedModule[] {
  const wrong = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ source }) => source.path));
  for (let size = -1; size !== wrong.size;) {
    size = wrong.size;
    for (const { module } of checked)
      if (importedPaths(module).some((path) => wrong.has(path))) wrong.add(module.source.path);
  }
  return checked.filter(({ module }) => !wrong.has(module.source.path));
}

function importedPaths({ imports, source }: Module): readonly string[] {
  return [...imports.values()]
    .filter(({ specifier }) => isGraphFile(specifier))
    .map(({ specifier }) => pathOf(specifier, source.path));
}

/** The path that a relative import leads to. */
function pathOf(specifier: string, from: string): string {
  return posix.join(posix.dirname(from), specifier);
}

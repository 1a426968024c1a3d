/** Builds what changed, and knows the rest from the last time. */
import type { CompiledModule, ModuleFile, TypeCheck } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { inOrder } from "../../diagnostics/render/order.ts";
import type { Source } from "../../source/source.ts";
import { hashOf } from "../cache/hash.ts";
import type { Project } from "../project.ts";
import { revived, storedDiagnostic, type Entry } from "./entry.ts";
import { reach, type Reach } from "./reach.ts";
import type { Store } from "./store.ts";

export interface BuildOptions {
  /** What is known from earlier builds. Without it, everything is compiled. */
  readonly store?: Store | undefined;
  /** Looks at the TypeScript that files import; what it finds is kept elsewhere, and so everything is compiled. */
  readonly types?: TypeCheck | undefined;
  /** Called with each module as it is made. */
  readonly onModule?: ((module: CompiledModule) => void) | undefined;
}

/** The files that a source becomes. */
export interface BuiltModule {
  readonly source: Source;
  readonly files: readonly ModuleFile[];
}

export interface Built {
  /** Of sources without errors that import none with errors, in the order of their paths. */
  readonly modules: readonly BuiltModule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the sources of a project, but for those of which the store knows what would come of it. Writes no module. */
export async function build(project: Project, { store, types, onModule }: BuildOptions): Promise<Built> {
  const known = types === undefined ? store : undefined;
  const run = new Run(project);
  const entries = new Map<string, Entry>();
  for (const source of project.sources) {
    const entry = known?.read(source.path);
    if (entry !== undefined && run.holds(entry, source)) entries.set(source.path, entry);
  }
  const stale = project.sources.filter(({ path }) => !entries.has(path));
  const fresh = stale.length === 0 ? { modules: [], diagnostics: [] } : await run.compile(stale, { types, onModule });
  for (const source of stale) {
    const entry = run.entryOf(source, fresh);
    entries.set(source.path, entry);
    if (!run.reach.isCircular(source.path)) known?.write(source.path, entry);
  }
  const all = project.sources.map((source) => ({ source, entry: entries.get(source.path) as Entry }));
  return {
    modules: all.flatMap(({ source, entry: { files } }) => (files === undefined ? [] : [{ source, files }])),
    diagnostics: inOrder(
      all.flatMap(({ source, entry }) => entry.diagnostics.map((one) => revived(one, source, run.sources))),
    ),
  };
}

class Run {
  readonly sources: ReadonlyMap<string, Source>;
  readonly reach: Reach;
  readonly #project: Project;
  readonly #hashes = new Map<string, string>();
  readonly #rewrites = new Map<string, Record<string, string>>();

  constructor(project: Project) {
    this.#project = project;
    this.sources = new Map(project.sources.map((source) => [source.path, source]));
    this.reach = reach(project.imports);
  }

  /** Whether everything that decided about an entry is as it was. */
  holds(entry: Entry, source: Source): boolean {
    const { path } = source;
    return (
      entry.text === this.#hashOf(path) &&
      entry.options === this.#optionsOf(path) &&
      this.reach.of(path).every((one) => entry.reached[one] === (this.#hashOf(one) ?? null)) &&
      Object.entries(entry.rewrites).every(([from, to]) => this.#project.rewriteImport(from, path) === to)
    );
  }

  /** Compiles some sources, with those that they import. */
  async compile(
    stale: readonly Source[],
    { types, onModule }: Pick<BuildOptions, "types" | "onModule">,
  ): Promise<{ readonly modules: readonly CompiledModule[]; readonly diagnostics: readonly Diagnostic[] }> {
    const wanted = new Set(stale.flatMap(({ path }) => [path, ...this.reach.of(path)]));
    // A build with nothing to do is done before the compiler would be loaded.
    const { compile } = await import("../../compile.ts");
    return compile(
      this.#project.sources.filter(({ path }) => wanted.has(path)),
      {
        emit: this.#project.formOf,
        importable: this.#project.isImportable,
        nameInMap: this.#project.nameInMap,
        rewriteImport: (specifier, path) => this.#rewrite(specifier, path),
        existing: this.#project.existing,
        levelOf: this.#project.levelOf,
        ...(types === undefined ? {} : { types }),
        ...(onModule === undefined ? {} : { onModule }),
      },
    );
  }

  entryOf(
    { path }: Source,
    {
      modules,
      diagnostics,
    }: { readonly modules: readonly CompiledModule[]; readonly diagnostics: readonly Diagnostic[] },
  ): Entry {
    const module = modules.find(({ source }) => source === path);
    return {
      options: this.#optionsOf(path),
      text: this.#hashOf(path) ?? "",
      imports: this.#project.imports.get(path) ?? [],
      reached: Object.fromEntries(this.reach.of(path).map((one) => [one, this.#hashOf(one) ?? null])),
      rewrites: this.#rewrites.get(path) ?? {},
      diagnostics: diagnostics.filter(({ source }) => source.path === path).map(storedDiagnostic),
      ...(module === undefined ? {} : { files: module.files }),
    };
  }

  #rewrite(specifier: string, path: string): string {
    const rewritten = this.#project.rewriteImport(specifier, path);
    const all = this.#rewrites.get(path) ?? {};
    this.#rewrites.set(path, Object.assign(all, { [specifier]: rewritten }));
    return rewritten;
  }

  #hashOf(path: string): string | undefined {
    const source = this.sources.get(path);
    if (source === undefined) return undefined;
    const hash = this.#hashes.get(path) ?? hashOf(source.text);
    this.#hashes.set(path, hash);
    return hash;
  }

  /** A warning that counts as an error in an imported file leaves no module of the importing one. */
  #optionsOf(path: string): string {
    const project = this.#project;
    const levels = [path, ...this.reach.of(path)].map((one) => project.settingsOf(one).warnings);
    const form = [project.formOf(path), project.isImportable(path), project.nameInMap(path, path)];
    return JSON.stringify([form, levels.some((one) => Object.keys(one).length > 0) ? levels : []]);
  }
}

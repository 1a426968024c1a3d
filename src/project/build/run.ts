import type { CompiledModule } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { hashOfLines } from "../cache/hash.ts";
import type { Place } from "../outputs.ts";
import type { Project } from "../project.ts";
import type { BuildOptions } from "./build.ts";
import { storedDiagnostic, type Entry } from "./entry.ts";
import { reach, type Reach } from "./reach.ts";

/** One build: what it compiles, and what decides whether an earlier result still holds. */
export class Run {
  readonly reach: Reach;
  readonly #project: Project;
  readonly #rewrites = new Map<string, Record<string, string>>();
  readonly #forms = new Map<Place, string>();

  constructor(project: Project) {
    this.#project = project;
    this.reach = reach(project.imports);
  }

  /** Whether everything that decided about an entry is as it was. */
  holds(entry: Entry, path: string): boolean {
    const project = this.#project;
    if (entry.text !== project.hashOf(path) || entry.options !== this.#optionsOf(path)) return false;
    for (const one of this.reach.of(path)) if (entry.reached[one] !== (project.hashOf(one) ?? null)) return false;
    for (const from in entry.rewrites) if (entry.rewrites[from] !== project.rewriteImport(from, path)) return false;
    return true;
  }

  /** Compiles some sources, with those that they import. */
  async compile(
    stale: readonly Source[],
    { types, onModule }: Pick<BuildOptions, "types" | "onModule">,
  ): Promise<{ readonly modules: readonly CompiledModule[]; readonly diagnostics: readonly Diagnostic[] }> {
    const project = this.#project;
    const wanted = new Set(stale.flatMap(({ path }) => [path, ...this.reach.of(path)]));
    // A build with nothing to do is done before the compiler would be loaded.
    const { compile } = await import("../../compile.ts");
    return compile(
      project.sources.filter(({ path }) => wanted.has(path)),
      {
        emit: project.formOf,
        importable: project.isImportable,
        nameInMap: project.nameInMap,
        rewriteImport: (specifier, path) => this.#rewrite(specifier, path),
        existing: project.existing,
        levelOf: project.levelOf,
        ...(types === undefined ? {} : { types }),
        ...(onModule === undefined ? {} : { onModule }),
      },
    );
  }

  /** What is kept of a source that was compiled. */
  entryOf(path: string, module: CompiledModule | undefined, diagnostics: readonly Diagnostic[]): Entry {
    const project = this.#project;
    return {
      options: this.#optionsOf(path),
      text: project.hashOf(path) ?? "",
      imports: project.imports.get(path) ?? [],
      reached: Object.fromEntries(this.reach.of(path).map((one) => [one, project.hashOf(one) ?? null])),
      rewrites: this.#rewrites.get(path) ?? {},
      diagnostics: diagnostics.filter(({ source }) => source.path === path).map(storedDiagnostic),
      ...(module === undefined
        ? {}
        : { files: Object.fromEntries(module.files.map(({ ending, text }) => [ending, hashOfLines(text)])) }),
    };
  }

  #rewrite(specifier: string, path: string): string {
    const rewritten = this.#project.rewriteImport(specifier, path);
    const all = this.#rewrites.get(path) ?? {};
    this.#rewrites.set(path, Object.assign(all, { [specifier]: rewritten }));
    return rewritten;
  }

  /** A warning that counts as an error in an imported file leaves no module of the importing one. */
  #optionsOf(path: string): string {
    const form = this.#formOf(path);
    if (!this.#project.hasLevels) return form;
    const levels = [path, ...this.reach.of(path)].map((one) => this.#project.settingsOf(one).warnings);
    return `${form} ${JSON.stringify(levels)}`;
  }

  /** All sources of a place are written in the same way. */
  #formOf(path: string): string {
    const { formOf, placeOf } = this.#project;
    const place = placeOf(path);
    const known = this.#forms.get(place);
    if (known !== undefined) return known;
    const form = JSON.stringify([formOf(path), place.isImportable, place.wayBack]);
    this.#forms.set(place, form);
    return form;
  }
}

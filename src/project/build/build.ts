/** Builds what changed, and knows the rest from the last time. */
import type { CompiledModule, TypeCheck } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { inOrder } from "../../diagnostics/render/order.ts";
import type { Source } from "../../source/source.ts";
import type { Project } from "../project.ts";
import { revived, type Entry } from "./entry.ts";
import { outputsOf, type Output } from "./output.ts";
import { Run } from "./run.ts";
import type { Store } from "./store.ts";

export interface BuildOptions {
  /** What is known from earlier builds. Without it, everything is compiled. */
  readonly store?: Store | undefined;
  /** Looks at the TypeScript that files import; what it finds is kept elsewhere, and so everything is compiled. */
  readonly types?: TypeCheck | undefined;
  /** Whether it is enough to know which files are not what they should be: then such a file need not be made. */
  readonly isCheck?: boolean | undefined;
  /** Called with each module as it is made. */
  readonly onModule?: ((module: CompiledModule) => void) | undefined;
}

export interface Built {
  /** The paths of the sources that have a module: those without errors that import none with errors, in their order. */
  readonly modules: readonly string[];
  /** What those become, in the same order. */
  readonly outputs: readonly Output[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of a source in this run. */
interface Known {
  readonly entry: Entry;
  readonly outputs: readonly Output[];
}

/** Compiles the sources of a project, but for those of which the store knows what would come of it and whose files hold that. Writes no module. */
export async function build(project: Project, options: BuildOptions): Promise<Built> {
  const { store, types, isCheck = false, onModule } = options;
  const kept = types === undefined ? store : undefined;
  const run = new Run(project);
  const known = new Map<string, Known>();
  for (const { path } of project.sources) {
    const entry = kept?.read(path);
    if (entry === undefined || !run.holds(entry, path)) continue;
    const outputs = outputsOf(project, path, entry.files ?? {});
    if (isCheck || outputs.every(({ state }) => state === "current")) known.set(path, { entry, outputs });
  }
  const stale = project.sources.filter(({ path }) => !known.has(path));
  const fresh = stale.length === 0 ? { modules: [], diagnostics: [] } : await run.compile(stale, { types, onModule });
  const modules = new Map(fresh.modules.map((module) => [module.source, module]));
  for (const { path } of stale) {
    const module = modules.get(path);
    const entry = run.entryOf(path, module, fresh.diagnostics);
    const texts = new Map(module?.files.map(({ ending, text }) => [ending, text]));
    known.set(path, { entry, outputs: outputsOf(project, path, entry.files ?? {}, texts) });
    if (!run.reach.isCircular(path)) kept?.write(path, entry);
  }
  return resultOf(project.sources, known);
}

function resultOf(sources: readonly Source[], known: ReadonlyMap<string, Known>): Built {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const modules: string[] = [];
  const outputs: Output[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    const one = known.get(source.path);
    if (one === undefined) continue;
    if (one.entry.files !== undefined) modules.push(source.path);
    outputs.push(...one.outputs);
    diagnostics.push(...one.entry.diagnostics.map((diagnostic) => revived(diagnostic, source, byPath)));
  }
  return { modules, outputs, diagnostics: inOrder(diagnostics) };
}

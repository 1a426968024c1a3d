import { resolve } from "node:path";
import { levelled } from "../compile.ts";
import type { Diff } from "../diff/diff.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { configurations } from "../project/config/configurations.ts";
import { levelOf } from "../project/config/settings.ts";

/** A comparison with its warnings as the configurations of the graphs have them; or what is wrong with those. */
export type Levelled = { readonly diff: Diff } | { readonly problems: readonly Diagnostic[] };

/** A change stays one whatever the level of what is said of it. */
export async function withLevels(diff: Diff, folder: string): Promise<Levelled> {
  const configured = configurations(folder);
  const fileOf = (path: string): string => resolve(folder, path);
  await configured.load(diff.graphs.map(({ path }) => fileOf(path)));
  if (configured.problems.length > 0) return { problems: configured.problems };
  const kept = new Map<Diagnostic, Diagnostic>();
  const graphs = diff.graphs.map((graph) => {
    const settings = configured.of(fileOf(graph.path));
    const changes = graph.changes.map(({ diagnostic, ...change }) => {
      const [as] = diagnostic === undefined ? [] : levelled([diagnostic], (code) => levelOf(settings, code));
      if (diagnostic !== undefined && as !== undefined) kept.set(diagnostic, as);
      return as === undefined ? change : { ...change, diagnostic: as };
    });
    return { ...graph, changes };
  });
  const diagnostics = diff.diagnostics.flatMap((one) => kept.get(one) ?? []);
  return {
    diff: { ...diff, graphs, diagnostics, isBreaking: diagnostics.some(({ severity }) => severity === "error") },
  };
}

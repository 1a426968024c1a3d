/** Which graph of the new files is which of the old ones. Threads know a graph by its name, wherever it stands. */
import type { GraphSymbol } from "../bind/symbols.ts";
import type { CheckedModule } from "../compile.ts";
import { G806 } from "../diagnostics/catalogue/g8.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Side } from "./comparison.ts";

export interface Paired {
  readonly pairs: readonly { readonly old: Side; readonly new: Side }[];
  readonly added: readonly Side[];
  readonly removed: readonly Side[];
}

export function sidesOf(modules: readonly CheckedModule[]): readonly Side[] {
  return modules.flatMap(({ module, typing }) => module.graphs.map((graph) => ({ graph, module, typing })));
}

/** Where several files have a graph of one name, the files of one path belong together, then the first that is left. */
export function pair(old: readonly Side[], now: readonly Side[]): Paired {
  const left = new Set(now);
  const found = new Map<Side, Side>();
  const take = (before: Side, isIt: (after: Side) => boolean): void => {
    const after = found.has(before) ? undefined : [...left].find((one) => isIt(one) && nameOf(one) === nameOf(before));
    if (!after) return;
    found.set(before, after);
    left.delete(after);
  };
  for (const before of old) take(before, ({ module }) => module.source.path === before.module.source.path);
  for (const before of old) take(before, () => true);
  return {
    pairs: [...found].map(([before, after]) => ({ old: before, new: after })),
    added: [...left],
    removed: old.filter((before) => !found.has(before)),
  };
}

function nameOf({ graph }: Side): string {
  return graph.name;
}

/** The graphs that others run as subgraphs. */
export function innerGraphs(sides: readonly Side[]): ReadonlySet<GraphSymbol> {
  const nodes = sides.flatMap(({ graph }) => [...graph.nodes.values()]);
  return new Set(nodes.flatMap(({ form }) => (form.kind === "subgraph" ? [form.graph] : [])));
}

/** Of a graph that is gone. The new graph that has most of its nodes, or one of a similar name, may be it. */
export function removedGraph({ graph }: Side, added: readonly Side[]): Diagnostic {
  const close = suggest(graph.name, added.map(nameOf));
  const meant = added.find((side) => isMostly(graph, side.graph)) ?? added.find((side) => nameOf(side) === close);
  const { instead: _, ...message } = meant ? G806.renamed(graph.name, meant.graph.name) : G806.removed(graph.name);
  const was = { source: graph.source, span: graph.node.name.span };
  if (!meant) return { ...message, ...was, related: [], fixes: [] };
  const at = { source: meant.graph.source, span: meant.graph.node.name.span };
  return { ...message, ...at, related: [{ ...was, message: "threads know this name" }], fixes: [] };
}

function isMostly(old: GraphSymbol, now: GraphSymbol): boolean {
  const kept = [...old.nodes.keys()].filter((name) => now.nodes.has(name));
  return kept.length > 0 && kept.length * 2 >= Math.max(old.nodes.size, now.nodes.size);
}

/** Two versions of some graphs, and what the step from the one to the other does to threads that are stored. */
import { analyse, type CompileInput } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/render/order.ts";
import type { Source } from "../source/source.ts";
import { changedAsks } from "./asks.ts";
import { Comparison, type Change } from "./comparison.ts";
import { removedFields, requiredFields } from "./fields.ts";
import { innerGraphs, pair, removedGraph, sidesOf } from "./graphs.ts";
import { changedNodes } from "./nodes.ts";
import { changedOrder } from "./order.ts";
import { changedTypes } from "./types.ts";
import { unwrittenFields } from "./unwritten.ts";
import { changedSettings, changedVersion } from "./versions.ts";
import { changedWays } from "./ways.ts";

export type { Change, Effect } from "./comparison.ts";

/** One graph, and what changed in it as far as threads notice. */
export interface GraphDiff {
  readonly name: string;
  /** The path of the file that the graph stands in; of the old one where the graph is gone. */
  readonly path: string;
  /** None where nothing changed that threads keep. */
  readonly changes: readonly Change[];
}

export interface Diff {
  /** In the order of the new files, then what is gone. Empty where a file has errors. */
  readonly graphs: readonly GraphDiff[];
  /** G801 to G806, in the order of file, position and code; or the errors of the files, which leave it open what their graphs are. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the files could be compared: none has errors. */
  readonly isCompared: boolean;
  /** Whether some thread that is stored could not go on: some diagnostic is an error. */
  readonly isBreaking: boolean;
}

export interface DiffOptions {
  /** How an old file is called in reports. Default: by its path, with ` (old)` behind where a new file has the same. */
  readonly oldPath?: (path: string) => string;
}

/**
 * Compares two versions of some files: what becomes of threads that the old graphs have stored when the new ones load them. Graphs belong together by their names.
 *
 * ```ts
 * const { graphs, diagnostics, isBreaking } = diff([{ path: "expense.graph", text: before }], [{ path: "expense.graph", text: after }]);
 * ```
 */
export function diff(oldFiles: CompileInput, newFiles: CompileInput, options: DiffOptions = {}): Diff {
  const [before, after] = [analyse(oldFiles), analyse(newFiles)];
  const paths = new Set(after.checked.map(({ module }) => module.source.path));
  const { oldPath = (path) => (paths.has(path) ? `${path} (old)` : path) } = options;
  const old = new Map(
    before.checked.map(({ module: { source } }): [Source, Source] => [
      source,
      { ...source, path: oldPath(source.path) },
    ]),
  );
  const named = (diagnostic: Diagnostic): Diagnostic => ({
    ...diagnostic,
    source: old.get(diagnostic.source) ?? diagnostic.source,
    related: diagnostic.related.map((one) => ({ ...one, source: old.get(one.source) ?? one.source })),
  });
  const errors = [...before.diagnostics, ...after.diagnostics].filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    return { graphs: [], diagnostics: inOrder(errors.map(named)), isCompared: false, isBreaking: false };

  const [oldSides, newSides] = [sidesOf(before.checked), sidesOf(after.checked)];
  const { pairs, added, removed } = pair(oldSides, newSides);
  const [innerBefore, innerAfter] = [innerGraphs(oldSides), innerGraphs(newSides)];
  const graphs: GraphDiff[] = newSides.map((side) => {
    const one = pairs.find((other) => other.new === side);
    const { name, source } = side.graph;
    const changes: readonly Change[] = one
      ? compare(new Comparison(one.old, one.new, innerBefore.has(one.old.graph) && innerAfter.has(side.graph)))
      : [{ effect: "safe", text: "the graph is new" }];
    return { name, path: source.path, changes: changes.map((change) => shown(change, named)) };
  });
  for (const side of removed) {
    const diagnostic = removedGraph(side, added);
    const change = { effect: "breaks waiting runs", text: diagnostic.message, diagnostic } as const;
    const { name, source } = side.graph;
    graphs.push({ name, path: old.get(source)?.path ?? source.path, changes: [shown(change, named)] });
  }
  const found = graphs.flatMap(({ changes }) => changes.flatMap(({ diagnostic }) => diagnostic ?? []));
  const isBreaking = found.some(({ severity }) => severity === "error");
  return { graphs, diagnostics: inOrder(found), isCompared: true, isBreaking };
}

function compare(comparison: Comparison): readonly Change[] {
  for (const rule of rules) rule(comparison);
  return comparison.changes;
}

const rules = [
  changedVersion,
  removedFields,
  changedTypes,
  requiredFields,
  unwrittenFields,
  changedNodes,
  changedOrder,
  changedWays,
  changedAsks,
  changedSettings,
];

function shown({ diagnostic, ...change }: Change, named: (diagnostic: Diagnostic) => Diagnostic): Change {
  return diagnostic ? { ...change, diagnostic: named(diagnostic) } : change;
}

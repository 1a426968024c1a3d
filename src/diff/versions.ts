/** What a graph as a whole says of its threads: its version, its limit, where it stops. */
import { G806 } from "../diagnostics/catalogue/g8.ts";
import type { NodeSymbol, ReducerSymbol } from "../bind/symbols.ts";
import type { Comparison, Side } from "./comparison.ts";
import { fieldPairs } from "./fields.ts";
import { meaningOf } from "./meaning.ts";

export function changedVersion(comparison: Comparison): void {
  const { old, new: now } = comparison;
  const [was, is] = [old.graph.version, now.graph.version];
  if (is < was)
    comparison.report(
      "breaks waiting runs",
      G806.lowered(now.graph.name, was, is),
      comparison.now(versionOf(now) ?? now.graph.node.name.span),
      comparison.was(versionOf(old) ?? old.graph.node.name.span, "threads may be of this version"),
    );
  else if (is > was) {
    const how = comparison.isMigrated ? "a migration brings threads up" : "threads are taken over as they are";
    comparison.note(`version ${was} became ${is}, and ${how}`);
  }
}

function versionOf({ graph }: Side) {
  return graph.node.statements.find(({ kind }) => kind === "Version")?.span;
}

/** Settings and reducers that count from the next step on. */
export function changedSettings(comparison: Comparison): void {
  const { old, new: now } = comparison;
  const [limitBefore, limitAfter] = [old.graph.limit, now.graph.limit];
  if (limitAfter < limitBefore)
    comparison.note(`a run that is longer than the new limit of ${limitAfter} steps goes on with a higher \`limit\``);
  else if (limitAfter > limitBefore) comparison.note(`runs may take ${limitAfter} steps`);
  for (const when of ["interruptBefore", "interruptAfter"] as const)
    if (names(old.graph[when]) !== names(now.graph[when]))
      comparison.note("runs that an interrupt has stopped go on where they stand");
  for (const { before, after } of fieldPairs(old.graph, now.graph))
    if (meaning(before.reducer) !== meaning(after.reducer))
      comparison.note(`\`${after.name}\` keeps its value, and the next updates are folded in otherwise`);
}

function names(nodes: readonly NodeSymbol[]): string {
  return nodes
    .map(({ name }) => name)
    .toSorted()
    .join();
}

function meaning(reducer: ReducerSymbol | undefined): string {
  switch (reducer?.kind) {
    case undefined:
      return "";
    case "builtin":
      return reducer.name;
    case "appendBy":
      return `appendBy ${reducer.key}`;
    case "mergeWith":
      return `mergeWith ${meaning(reducer.reduce)}`;
    case "imported":
      return `imported ${reducer.import.imported}`;
    case "inline":
      return meaningOf(reducer.lambda);
  }
}

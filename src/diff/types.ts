/** Types of fields that some stored value need not fit any more. */
import { writesOf } from "../bind/effects.ts";
import type { FieldSymbol, NodeSymbol } from "../bind/symbols.ts";
import { G802 } from "../diagnostics/catalogue/g8.ts";
import type { Span } from "../source/source.ts";
import { typeToString } from "../types/print.ts";
import { structure, withoutAbsent } from "../types/parts.ts";
import type { Comparison } from "./comparison.ts";
import { fieldPairs } from "./fields.ts";
import { meaningOf } from "./meaning.ts";
import { causesOf, type Narrowed } from "./narrowed.ts";
import { fitOf, type Fit } from "./narrowing.ts";

export function changedTypes(comparison: Comparison): void {
  const { old, new: now, isMigrated, nextVersion } = comparison;
  const narrowed: Narrowed[] = [];
  for (const { before, after } of fieldPairs(old.graph, now.graph)) {
    const fit = fitOf({ type: before.type, where: before.where }, { type: after.type, where: after.where });
    if (typeof fit === "object") {
      if (isMigrated) comparison.note(`the type of \`${after.name}\` is another one, and a migration leads to it`);
      else narrowed.push(toNarrowed(comparison, before, after, fit));
    } else if (fit === "undecided") undecided(comparison, before, after);
    else if (textOf(before) !== textOf(after)) comparison.note(`the type of \`${after.name}\` allows what it allowed`);
    if (typeof fit !== "object" || isMigrated) recordedUpdates(comparison, before, after);
  }
  for (const { names, subject, reason, at, related } of causesOf(narrowed))
    comparison.report("needs a migration", G802.narrowed(names, subject, reason, nextVersion), at, ...related);
}

function toNarrowed(
  comparison: Comparison,
  before: FieldSymbol,
  after: FieldSymbol,
  narrowing: Narrowed["narrowing"],
): Narrowed {
  return {
    name: after.name,
    narrowing,
    old: { source: comparison.old.graph.source, span: typeSpan(before) },
    new: comparison.now(typeSpan(after)),
  };
}

/** What nodes have written in a group or subgraph that is open is stored as updates, which no migration reaches. */
function recordedUpdates(comparison: Comparison, before: FieldSymbol, after: FieldSymbol): void {
  const fit: Fit = fitOf(updateOf(before), updateOf(after));
  if (typeof fit !== "object") return;
  const writer = [...comparison.old.graph.nodes.values()].find(
    (node) =>
      isRecorded(comparison, node) && writesOf(node, comparison.old.graph).some(({ field }) => field === before),
  );
  if (!writer) return;
  const [cause] = causesOf([toNarrowed(comparison, before, after, fit)]);
  if (!cause) return;
  comparison.report(
    "breaks waiting runs",
    G802.recorded(after.name, writer.name, cause.subject, cause.reason),
    cause.at,
    ...cause.related,
  );
}

function isRecorded({ old, new: now, isInside }: Comparison, node: NodeSymbol): boolean {
  if (!now.graph.nodes.has(node.name)) return false;
  return isInside || (old.graph.flow.places.get(node)?.length ?? 0) > 0;
}

/** Without a reducer, the field's condition is checked when the group is left. */
function updateOf(field: FieldSymbol): { readonly type: FieldSymbol["type"]; readonly where: FieldSymbol["where"] } {
  // Only what is folded must meet the conditions of a declared type.
  return field.reducer
    ? { type: structure(field.updateType), where: undefined }
    : { type: field.type, where: field.where };
}

function undecided(comparison: Comparison, before: FieldSymbol, after: FieldSymbol): void {
  const [was, is] = [typeToString(withoutAbsent(before.type)), typeToString(withoutAbsent(after.type))];
  if (was !== is)
    comparison.note(`\`${after.name}\` was \`${was}\` and is \`${is}\`, which TypeScript alone knows`, "not decided");
}

function typeSpan({ node: { type, where } }: FieldSymbol): Span {
  return { start: type.span.start, end: (where ?? type).span.end };
}

function textOf({ type, where }: FieldSymbol): string {
  return typeToString(type) + (where ? meaningOf(where) : "");
}

/** Nodes where runs may stand and that are gone, or that are something else now. */
import type { NodeForm, NodeSymbol } from "../bind/symbols.ts";
import { G804 } from "../diagnostics/catalogue/g8.ts";
import { meaningOf } from "./meaning.ts";
import type { Comparison } from "./comparison.ts";
import { fitOf } from "./narrowing.ts";
import { renamedNodes } from "./renames.ts";
import { asksSomething, namedByThreads, standingAt } from "./standing.ts";

export function changedNodes(comparison: Comparison): void {
  const { old, new: now } = comparison;
  const before = [...old.graph.nodes.values()];
  const added = [...now.graph.nodes.values()].filter(({ name }) => !old.graph.nodes.has(name));
  const renamed = renamedNodes(
    before.filter(({ name }) => !now.graph.nodes.has(name)),
    added,
  );
  const isNamed = namedByThreads(old.graph);
  for (const node of before) {
    const after = now.graph.nodes.get(node.name);
    if (!after) removed(comparison, node, isNamed(node), renamed);
    else if (!changedForm(comparison, node, after)) {
      enclosed(comparison, node, after, isNamed);
      changedParameters(comparison, node, after);
      passedOtherwise(comparison, node, after);
    }
  }
  for (const { name } of added) comparison.note(`node \`${name}\` is new`);
}

function removed(
  comparison: Comparison,
  before: NodeSymbol,
  isNamed: boolean,
  renamed: (node: NodeSymbol) => NodeSymbol | undefined,
): void {
  const { old, new: now, isInside } = comparison;
  if (!isInside && !isNamed) {
    comparison.note(`node \`${before.name}\` is removed, and no thread stands there by name`);
    return;
  }
  const why = standingAt(before, old.graph);
  const meant = renamed(before);
  comparison.report(
    "breaks waiting runs",
    meant ? G804.renamed(before.name, meant.name, why) : G804.removed(before.name, why),
    comparison.now((meant?.node.name ?? now.graph.node.name).span),
    comparison.was(before.node.name.span, "threads know this name"),
  );
}

/** Questions that wait at a node that does not ask any more, or in a subgraph that is not run any more. */
function changedForm(comparison: Comparison, before: NodeSymbol, after: NodeSymbol): boolean {
  const isLost =
    (before.form.kind === "ask" && after.form.kind !== "ask") ||
    (before.asks !== undefined && after.asks === undefined && after.form.kind !== "ask") ||
    (before.form.kind === "subgraph" && asksSomething(before.form.graph) && !runs(after.form, before.form.graph.name));
  if (isLost)
    comparison.report(
      "breaks waiting runs",
      G804.form(after.name, kindOf(before), kindOf(after)),
      comparison.now(after.node.name.span),
      comparison.was(before.node.name.span, "questions may wait here"),
    );
  else if (kindOf(before) !== kindOf(after))
    comparison.note(`\`${after.name}\` ${kindOf(before)} and now ${kindOf(after)}`);
  return isLost;
}

function runs(form: NodeForm, graph: string): boolean {
  return form.kind === "subgraph" && form.graph.name === graph;
}

function kindOf({ form, asks }: NodeSymbol): string {
  if (form.kind === "ask") return "is an ask";
  if (form.kind === "update") return "is an update";
  if (form.kind === "subgraph") return `runs \`${form.graph.name}\``;
  return asks ? "is a handler that asks" : "is a handler";
}

/** A run that stands at a node outside of all groups takes it for that, wherever it is now. */
function enclosed(
  comparison: Comparison,
  before: NodeSymbol,
  after: NodeSymbol,
  isNamed: (node: NodeSymbol) => boolean,
): void {
  const { old, new: now } = comparison;
  if ((old.graph.flow.places.get(before)?.length ?? 0) > 0) return;
  if ((now.graph.flow.places.get(after)?.length ?? 0) === 0 || !isNamed(before)) return;
  comparison.report(
    "breaks waiting runs",
    G804.enclosed(after.name, standingAt(before, old.graph)),
    comparison.now(now.graph.flow.places.get(after)?.at(-1)?.at.span ?? after.node.name.span),
    comparison.was(before.node.name.span, "it is outside of all groups here"),
  );
}

/** A run that stands at a node has its arguments stored; those of nodes in groups are made again. */
function changedParameters(comparison: Comparison, before: NodeSymbol, after: NodeSymbol): void {
  if ((comparison.old.graph.flow.places.get(before)?.length ?? 0) > 0) return;
  for (const parameter of after.parameters) {
    const was = before.parameters.find(({ name }) => name === parameter.name);
    const fit = was && fitOf({ type: was.type, where: undefined }, { type: parameter.type, where: undefined });
    if (fit !== undefined && typeof fit !== "object") continue;
    comparison.report(
      "breaks waiting runs",
      G804.parameters(after.name, parameter.name, fit?.reason ?? "is new"),
      comparison.now(parameter.node.span),
      comparison.was((was?.node ?? before.node.name).span, "runs that stand here have these arguments"),
    );
  }
}

/** What a subgraph is given is made again when a run inside it goes on. */
function passedOtherwise(comparison: Comparison, before: NodeSymbol, after: NodeSymbol): void {
  if (before.form.kind !== "subgraph" || after.form.kind !== "subgraph") return;
  const [was, is] = [before.form.input, after.form.input];
  const isSame = (was && meaningOf(was, comparison.old.typing)) === (is && meaningOf(is, comparison.new.typing));
  if (isSame) return;
  const { flow, name } = before.form.graph;
  const isStraight = [flow.start, ...flow.out.values()].every((way) => way?.kind === "node" || way?.kind === "end");
  if (isStraight) comparison.note(`\`${after.name}\` passes something else to \`${name}\``);
  else
    comparison.report(
      "breaks waiting runs",
      G804.given(after.name, name),
      comparison.now((is ?? after.node.name).span),
      comparison.was((was ?? before.node.name).span, "runs inside it were given this"),
    );
}

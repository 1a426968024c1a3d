/** Answers that some question which waits may still get, or has got, and that are not allowed any more. */
import type { NodeSymbol } from "../bind/symbols.ts";
import { G805 } from "../diagnostics/catalogue/g8.ts";
import type { Span } from "../source/source.ts";
import type { Type } from "../types/type.ts";
import type { Comparison, Side } from "./comparison.ts";
import { meaningOf } from "./meaning.ts";
import { causesOf, type Narrowed } from "./narrowed.ts";
import { fitOf } from "./narrowing.ts";

interface Question {
  readonly answer: Type;
  readonly at: Span;
  readonly payload: Type | undefined;
}

export function changedAsks(comparison: Comparison): void {
  const narrowed: Narrowed[] = [];
  for (const after of comparison.new.graph.nodes.values()) {
    const before = comparison.old.graph.nodes.get(after.name);
    const was = before && questionOf(before, comparison.old);
    const is = questionOf(after, comparison.new);
    if (!before || !was || !is) continue;
    const fit = fitOf({ type: was.answer, where: undefined }, { type: is.answer, where: undefined });
    if (typeof fit === "object") {
      const old = { source: comparison.old.graph.source, span: was.at };
      narrowed.push({ name: after.name, narrowing: fit, old, new: comparison.now(is.at) });
    }
    notes(comparison, before, after, was, is);
  }
  for (const { names, subject, reason, at, related } of causesOf(narrowed)) {
    const said = subject === "it" ? "the answer" : subject;
    comparison.report("breaks waiting runs", G805.narrowed(names, said, reason), at, ...related);
  }
}

/** What a node asks: an ask, or a handler that may ask. */
export function questionOf(node: NodeSymbol, { typing }: Pick<Side, "typing">): Question | undefined {
  if (node.form.kind === "ask" && node.node.kind === "Ask") {
    const { answer, show } = node.form;
    return { answer, at: node.node.answer.span, payload: show && typing.types.get(show) };
  }
  if (!node.asks) return undefined;
  const option = node.node.options.find(({ kind }) => kind === "AsksOption") ?? node.node.name;
  return { answer: node.asks.answer, at: option.span, payload: node.asks.payload };
}

/** What a question shows and when it ends is stored with it. */
function notes(comparison: Comparison, before: NodeSymbol, after: NodeSymbol, was: Question, is: Question): void {
  if (was.payload && is.payload) {
    const fit = fitOf({ type: was.payload, where: undefined }, { type: is.payload, where: undefined });
    if (typeof fit === "object") comparison.note(`questions of \`${after.name}\` that wait show what they showed`);
  } else if (was.payload !== is.payload)
    comparison.note(`questions of \`${after.name}\` that wait show what they showed`);
  if (before.form.kind !== "ask" || after.form.kind !== "ask") return;
  if (before.timeout !== after.timeout) comparison.note(`questions of \`${after.name}\` that wait keep their deadline`);
  const [updateBefore, updateAfter] = [before.update, after.update].map((update) => (update ? meaningOf(update) : ""));
  if (updateBefore !== updateAfter) comparison.note(`\`${after.name}\` makes another update of the answers to come`);
}

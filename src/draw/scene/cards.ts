import type * as ast from "../../ast/ast.ts";
import { writesOf } from "../../bind/effects.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { sourceText } from "../../plan/source-text.ts";
import type { Card, CardKind } from "./scene.ts";

/** A card without a node: an end, a dot, a choice. */
export function plainCard(kind: CardKind, id: string, title = "", failed = false): Card {
  return { kind, id, title, details: [], hints: [], pauses: [], failed };
}

export function nodeCard(node: NodeSymbol, graph: GraphSymbol, id: string): Card {
  return {
    kind: node.form.kind,
    id,
    title: titleOf(node),
    details: detailsOf(node, graph),
    hints: hintsOf(node, graph),
    pauses: pausesOf(node, graph),
    failed: false,
  };
}

/** The name, and the parameters where it has some. */
export function titleOf({ name, parameters }: NodeSymbol): string {
  return parameters.length === 0 ? name : `${name}(${parameters.map((parameter) => parameter.name).join(", ")})`;
}

export function pausesOf(node: NodeSymbol, graph: GraphSymbol): readonly ("before" | "after")[] {
  return [
    ...(graph.interruptBefore.includes(node) ? (["before"] as const) : []),
    ...(graph.interruptAfter.includes(node) ? (["after"] as const) : []),
  ];
}

/** The documentation, what is read and written, and the options. */
export function hintsOf(node: NodeSymbol, graph: GraphSymbol): readonly string[] {
  const writes = writesOf(node, graph).map(({ field, mayLeaveOut }) => `${field.name}${mayLeaveOut ? "?" : ""}`);
  return [
    ...(node.doc === undefined ? [] : [node.doc]),
    ...(node.reads === undefined ? [] : [`reads ${node.reads.map(({ name }) => name).join(", ") || "nothing"}`]),
    ...(writes.length === 0 ? [] : [`writes ${writes.join(", ")}`]),
    ...node.node.options.flatMap((option) => (isLimit(option) ? [sourceText(graph.source, option.span)] : [])),
    ...pausesOf(node, graph).map((side) => `pauses ${side}`),
  ];
}

const isLimit = ({ kind }: ast.Option): boolean =>
  kind === "RetryOption" || kind === "TimeoutOption" || kind === "CacheOption";

function detailsOf({ node, form }: NodeSymbol, graph: GraphSymbol): readonly string[] {
  const typeText = ({ span }: ast.TypeNode): string => sourceText(graph.source, span);
  if (form.kind === "subgraph") return [`graph ${form.graph.name}`];
  if (node.kind === "Ask") return [`asks ${typeText(node.answer)}`];
  return node.options.flatMap((option) =>
    option.kind === "AsksOption" ? [`asks ${typeText(option.payload)} for ${typeText(option.answer)}`] : [],
  );
}

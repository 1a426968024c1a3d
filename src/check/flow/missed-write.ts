import { writesOf, type Write } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import type { Span } from "../../source/source.ts";
import { nodesOn } from "./path-text.ts";
import type { PathStep } from "./witness.ts";

/** Why a path has not written a field, and the place in the text that shows it. */
export interface MissedWrite {
  readonly why: "failed" | "left out" | "elsewhere" | "nothing";
  /** The node that should have written it: on the path, or elsewhere. */
  readonly node?: NodeSymbol;
  readonly at: { readonly span: Span; readonly message: string };
}

/** Of several reasons the last one on the path counts. */
export function missedWrite(field: FieldSymbol, steps: readonly PathStep[], graph: GraphSymbol): MissedWrite {
  const writeOf = (node: NodeSymbol): Write | undefined => writesOf(node, graph).find((write) => write.field === field);
  let missed: MissedWrite | undefined;
  for (const { node, isFailing } of nodesOn(steps)) {
    const write = writeOf(node);
    if (!write) continue;
    const what = isFailing ? "would have written it here" : "may leave it out";
    missed = {
      why: isFailing ? "failed" : "left out",
      node,
      at: { span: write.span, message: `\`${node.name}\` ${what}` },
    };
  }
  if (missed) return missed;
  for (const node of graph.nodes.values()) {
    const write = writeOf(node);
    if (!write || !graph.flow.places.has(node)) continue;
    return { why: "elsewhere", node, at: { span: write.span, message: `\`${node.name}\` writes it here` } };
  }
  const { span } = field.node.name;
  return { why: "nothing", at: { span, message: "it is declared here, without a default" } };
}

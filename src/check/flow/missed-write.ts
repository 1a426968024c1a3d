import { writesOf, type Write } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import type { Span } from "../../source/source.ts";
import { nodesOn, pathText } from "./path-text.ts";
import type { PathStep } from "./witness.ts";

/** Why a path has not written a field, and the place in the text that shows it. */
export interface MissedWrite {
  readonly why: "failed" | "left out" | "elsewhere" | "nothing";
  /** The node that should have written it: on the path, or elsewhere. */
  readonly node?: NodeSymbol;
  readonly at: { readonly span: Span; readonly message: string };
}

/** The writes that paths of one graph miss. Several reports may show one path, which is looked at once. */
export class MissedWrites {
  readonly #graph: GraphSymbol;
  readonly #onPaths = new Map<readonly PathStep[], ReadonlyMap<FieldSymbol, MissedWrite>>();
  readonly #texts = new Map<readonly PathStep[], Map<string | undefined, string>>();
  /** The first write of each field. */
  #writes: ReadonlyMap<FieldSymbol, Write> | undefined;

  constructor(graph: GraphSymbol) {
    this.#graph = graph;
  }

  /** Of several reasons the last one on the path counts. */
  of(field: FieldSymbol, steps: readonly PathStep[]): MissedWrite {
    const missed = this.#onPath(steps).get(field);
    if (missed) return missed;
    this.#writes ??= firstWrites(this.#graph);
    const write = this.#writes.get(field);
    if (write) {
      const { node, span } = write;
      return { why: "elsewhere", node, at: { span, message: `\`${node.name}\` writes it here` } };
    }
    const { span } = field.node.name;
    return { why: "nothing", at: { span, message: "it is declared here, without a default" } };
  }

  /** The path as reports show it, to a node, the end or an edge. */
  text(steps: readonly PathStep[], last: string | undefined): string {
    const known = this.#texts.get(steps) ?? new Map<string | undefined, string>();
    this.#texts.set(steps, known);
    const text = known.get(last) ?? pathText(steps, last);
    known.set(last, text);
    return text;
  }

  #onPath(steps: readonly PathStep[]): ReadonlyMap<FieldSymbol, MissedWrite> {
    const known = this.#onPaths.get(steps);
    if (known) return known;
    const found = new Map<FieldSymbol, MissedWrite>();
    for (const { node, isFailing } of nodesOn(steps)) {
      for (const { field, span } of writesOf(node, this.#graph)) {
        const what = isFailing ? "would have written it here" : "may leave it out";
        const at = { span, message: `\`${node.name}\` ${what}` };
        found.set(field, { why: isFailing ? "failed" : "left out", node, at });
      }
    }
    this.#onPaths.set(steps, found);
    return found;
  }
}

function firstWrites(graph: GraphSymbol): ReadonlyMap<FieldSymbol, Write> {
  const found = new Map<FieldSymbol, Write>();
  for (const node of graph.nodes.values()) {
    if (!graph.flow.places.has(node)) continue;
    for (const write of writesOf(node, graph)) if (!found.has(write.field)) found.set(write.field, write);
  }
  return found;
}

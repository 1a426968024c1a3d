import type { Span } from "../source/source.ts";
import type { FlowMember, GroupWay, Way } from "./flow.ts";
import type { GraphSymbol } from "./symbols.ts";
import { groupsOf } from "./walk.ts";

export type FlowEdgeKind = "next" | "branch" | "fork" | "join" | "goto" | "route" | "error" | "bound";

/** One line of a drawing. `from` and `to` are nodes' names, `"start"` or `"end"`. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** An edge behind `on error` is an `error`, one out of a group a `join`, whatever branches it has; else the innermost form counts. */
  readonly kind: FlowEdgeKind;
  /** The arms, conditions, maps, routers and bounds on the way, as in the source: `"a" -> max 3`. */
  readonly label?: string;
}

/**
 * The flow of a graph as a list of edges: of `start`, then of each node in the order of declaration, its error edge last.
 * A node that ends a member has an edge to what follows the group.
 */
export function edgesOf(graph: GraphSymbol): readonly FlowEdge[] {
  const list = new EdgeList(graph);
  const { start, out, onError, places } = graph.flow;
  if (start) list.from("start", start, "next", []);
  for (const node of graph.nodes.values()) {
    const place = places.get(node);
    const way = out.get(node);
    const recovery = onError.get(node);
    if (place && way) list.from(node.name, way, "next", place);
    if (place && recovery) list.from(node.name, recovery, "error", place);
  }
  return [...list.edges.values()];
}

type Base = "next" | "error" | "join";

class EdgeList {
  readonly edges = new Map<string, FlowEdge>();
  readonly #text: string;
  readonly #groupOf = new Map<FlowMember, GroupWay>();
  #from = "";

  constructor(graph: GraphSymbol) {
    this.#text = graph.source.text;
    for (const group of groupsOf(graph.flow)) for (const member of group.members) this.#groupOf.set(member, group);
  }

  from(from: string, way: Way, base: Base, place: readonly FlowMember[]): void {
    this.#from = from;
    this.#walk(way, base, base, [], place);
  }

  #walk(way: Way, base: Base, kind: FlowEdgeKind, labels: readonly string[], place: readonly FlowMember[]): void {
    const go = (inner: Way, form: FlowEdgeKind, label: string | undefined, at = place): void =>
      this.#walk(inner, base, base === "next" ? form : base, label === undefined ? labels : [...labels, label], at);
    switch (way.kind) {
      case "node":
        return this.#add(way.node.name, kind, labels);
      case "end": {
        const member = place.at(-1);
        const group = member && this.#groupOf.get(member);
        if (!group) return this.#add("end", kind, labels);
        return this.#walk(group.then, "join", "join", labels, place.slice(0, -1));
      }
      case "group":
        for (const member of way.members) go(member.way, "fork", this.#memberLabel(way, member), [...place, member]);
        return;
      case "match":
        for (const { patterns, way: arm } of way.arms) go(arm, "branch", patterns ? this.#texts(patterns) : "else");
        return;
      case "when":
        for (const { condition, way: arm } of way.arms)
          go(arm, "branch", condition ? this.#texts([condition]) : "else");
        return;
      case "route":
        for (const target of way.targets) go(target.way, "route", way.router.name);
        return;
      case "goto":
        for (const target of way.targets) go(target.way, "goto", undefined);
        return;
      case "bound":
        go(way.way, "bound", `max ${way.max}`);
        go(way.otherwise, "bound", "then");
    }
  }

  #memberLabel(group: GroupWay, { map, condition }: FlowMember): string | undefined {
    if (group.router) return group.router.name;
    const words: string[] = [];
    if (map) words.push(`for ${map.variable.name} in ${this.#texts([map.list])}`);
    if (condition) words.push(`if ${this.#texts([condition])}`);
    return words.length > 0 ? words.join(" ") : undefined;
  }

  #texts(parts: readonly { readonly span: Span }[]): string {
    return parts.map(({ span }) => this.#text.slice(span.start, span.end).replace(/\s+/g, " ")).join(", ");
  }

  #add(to: string, kind: FlowEdgeKind, labels: readonly string[]): void {
    const label = labels.join(" -> ");
    const edge: FlowEdge = { from: this.#from, to, kind, ...(label !== "" && { label }) };
    this.edges.set(JSON.stringify([edge.from, edge.to, edge.kind, label]), edge);
  }
}

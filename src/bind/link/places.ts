import type { Arrival, Crossing, Exit, FlowMember, GroupWay, Way } from "../flow.ts";
import type { NodeSymbol } from "../symbols.ts";
import { waysInside } from "../walk.ts";
import type { Exits } from "./exits.ts";
import type { FlowNames, WrittenFlow } from "./ways.ts";

/** Where the nodes lie. */
export interface Layout {
  readonly places: ReadonlyMap<NodeSymbol, readonly FlowMember[]>;
  readonly crossings: readonly Crossing[];
  readonly reachedOtherwise: ReadonlySet<NodeSymbol>;
}

/** Where paths run: outside all groups, or in a member. */
interface Place {
  readonly members: readonly FlowMember[];
  readonly groups: readonly GroupWay[];
}

/** A way that a path takes from `from` at a place. */
interface Passage {
  readonly way: Way;
  readonly exit: Exit;
  readonly from?: NodeSymbol;
  readonly onError: boolean;
  readonly place: Place;
}

/**
 * Walks every path from `start` once and gives each node the place in which a path first enters it. Outer places are walked before inner ones, so that a
 * node that paths enter both outside and inside a member lies outside, and what follows it does as well: one wrong jump is one crossing.
 */
export function layOut(text: WrittenFlow, exits: Exits, { unknown, meant }: FlowNames): Layout {
  const walk = new Walk(text, exits);
  walk.run();
  walk.goOnLeniently([...unknown, ...meant]);
  return { places: walk.places, crossings: walk.crossings, reachedOtherwise: walk.reachedOtherwise };
}

class Walk {
  readonly places = new Map<NodeSymbol, readonly FlowMember[]>();
  readonly crossings: Crossing[] = [];
  readonly reachedOtherwise = new Set<NodeSymbol>();
  readonly #text: WrittenFlow;
  readonly #exits: Exits;
  /** How each node, and each way that is more than one node, was entered first. */
  readonly #entered = new Map<NodeSymbol | Way, Arrival>();
  readonly #crossed = new Set<NodeSymbol | Way>();
  /** What is to be walked at the present depth, and one member deeper. */
  #here: Passage[] = [];
  #deeper: Passage[] = [];

  constructor(text: WrittenFlow, exits: Exits) {
    this.#text = text;
    this.#exits = exits;
  }

  run(): void {
    const start = this.#text.starts[0];
    if (start) this.#here.push({ way: start.way, exit: start, onError: false, place: { members: [], groups: [] } });
    while (this.#here.length > 0) {
      // The list grows while it is walked.
      for (const passage of this.#here) this.#pass(passage);
      this.#here = this.#deeper;
      this.#deeper = [];
    }
  }

  #pass(passage: Passage): void {
    const { way, place } = passage;
    if (way.kind === "end") return;
    if (way.kind === "node") return this.#enter(passage, way.node);
    if (!this.#isFirst(way, passage)) return;
    if (way.kind !== "group") {
      for (const inner of waysInside(way)) this.#here.push({ ...passage, way: inner });
      return;
    }
    for (const member of way.members) {
      const inside: Place = { members: [...place.members, member], groups: [...place.groups, way] };
      this.#deeper.push({ ...passage, way: member.way, place: inside });
    }
    this.#here.push({ ...passage, way: way.then });
  }

  #enter(passage: Passage, node: NodeSymbol): void {
    if (!this.#isFirst(node, passage)) return;
    const { place } = passage;
    this.places.set(node, place.members);
    const { written } = this.#text;
    const exit = (written.get(node) ?? this.#exits.falls.get(node))?.[0];
    if (exit) this.#here.push({ way: exit.way, exit, from: node, onError: false, place });
    const recovery = this.#text.errorEdges.get(node)?.[0];
    if (recovery) this.#here.push({ way: recovery.way, exit: recovery, from: node, onError: true, place });
  }

  /** Whether nothing entered this before. Notes a crossing where something did at another place. */
  #isFirst(what: NodeSymbol | Exclude<Way, { kind: "node" | "end" }>, passage: Passage): boolean {
    const { way, exit, from, onError, place } = passage;
    const at = way.kind === "bound" ? way.at.otherwise : (way.at ?? exit.at);
    const arrival: Arrival = {
      ...(from && { from }),
      fromAt: exit.at,
      onError,
      at,
      place: place.members,
      groups: place.groups,
    };
    const first = this.#entered.get(what);
    if (!first) {
      this.#entered.set(what, arrival);
      return true;
    }
    if (first.place.at(-1) !== place.members.at(-1) && !this.#crossed.has(what)) {
      this.#crossed.add(what);
      if (what.kind === "bound") this.#here.push({ ...passage, way: what.way });
      else this.crossings.push({ what: what.kind === "node" ? what : what.at, first, second: arrival });
    }
    return false;
  }

  /** Finds what only a second way out, what stands behind an `end`, or one of these nodes would reach. */
  goOnLeniently(nodes: readonly NodeSymbol[]): void {
    const seen = new Set<NodeSymbol | Way>(this.#entered.keys());
    const open: Way[] = [...this.#exits.others, ...this.#text.behindEnd.map(({ way }) => way)];
    const reach = (node: NodeSymbol): void => {
      if (seen.has(node)) return;
      seen.add(node);
      this.reachedOtherwise.add(node);
      for (const exits of [this.#text.written, this.#exits.falls, this.#text.errorEdges]) {
        for (const exit of exits.get(node) ?? []) open.push(exit.way);
      }
    };
    for (const node of nodes) reach(node);
    for (let way = open.pop(); way; way = open.pop()) {
      if (way.kind === "node") reach(way.node);
      else if (way.kind !== "end" && !seen.has(way)) {
        seen.add(way);
        open.push(...waysInside(way));
      }
    }
  }
}

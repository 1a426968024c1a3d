/** A flow as points that paths pass, for analyses that follow all paths at once. */
import type { BoundWay, Flow, FlowMember, GroupWay, Way } from "../../bind/flow.ts";
import type { NodeSymbol } from "../../bind/symbols.ts";

/** A way that is entered, a node that begins, the leaving of a group, or the end of a member or, where `member` is absent, of the run. */
export type Point = WayPoint | NodePoint | JoinPoint | EndPoint;

interface AnyPoint {
  /** The member that the point lies in; absent outside all groups. */
  readonly member: FlowMember | undefined;
  readonly passages: readonly Passage[];
  /** Its place in `Points.inOrder`. */
  readonly index: number;
}

export interface WayPoint extends AnyPoint {
  readonly kind: "way";
  readonly way: Exclude<Way, { readonly kind: "end" }>;
}

export interface NodePoint extends AnyPoint {
  readonly kind: "node";
  readonly node: NodeSymbol;
}

/** All members that were started have ended. */
export interface JoinPoint extends AnyPoint {
  readonly kind: "join";
  readonly group: WayPoint;
  readonly way: GroupWay;
}

export interface EndPoint extends AnyPoint {
  readonly kind: "end";
}

/** How a path goes on from a point. */
export interface Passage {
  readonly to: Point;
  readonly by:
    | { readonly kind: "go" }
    /** An arm, a target or the way of a bound and its alternative, by its number. */
    | { readonly kind: "choose"; readonly index: number }
    | { readonly kind: "update"; readonly node: NodeSymbol }
    | { readonly kind: "fail"; readonly node: NodeSymbol }
    | { readonly kind: "enter"; readonly member: FlowMember }
    | { readonly kind: "bound"; readonly bound: BoundWay; readonly isExhausted: boolean }
    /** To a join: from its group, and from the end of each member. */
    | { readonly kind: "leave" };
}

export interface Points {
  /** Every point that a path from `start` reaches, before those behind it but for cycles. */
  readonly inOrder: readonly Point[];
  readonly nodes: ReadonlyMap<NodeSymbol, NodePoint>;
  readonly ways: ReadonlyMap<Way, WayPoint>;
  readonly ends: ReadonlyMap<FlowMember | undefined, EndPoint>;
}

type Mutable<P extends Point> = { -readonly [Key in keyof P]: Key extends "passages" ? Passage[] : P[Key] };
type Building = Mutable<WayPoint> | Mutable<NodePoint> | Mutable<JoinPoint> | Mutable<EndPoint>;

export function pointsOf(flow: Flow): Points {
  const builder = new PointBuilder(flow);
  if (flow.start) builder.follow(flow.start);
  return builder;
}

class PointBuilder implements Points {
  readonly nodes = new Map<NodeSymbol, Mutable<NodePoint>>();
  readonly ways = new Map<Way, Mutable<WayPoint>>();
  readonly ends = new Map<FlowMember | undefined, Mutable<EndPoint>>();
  readonly #flow: Flow;
  readonly #joins = new Map<FlowMember, JoinPoint>();
  #inOrder: Building[] = [];

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  get inOrder(): readonly Point[] {
    return this.#inOrder;
  }

  /** Walks in depth without recursion, because flows may be thousands of nodes long. */
  follow(start: Way): void {
    const seen = new Set<Point>();
    const finished: Building[] = [];
    const open: { readonly point: Building; next: number }[] = [];
    const enter = (point: Building): void => {
      if (seen.has(point)) return;
      seen.add(point);
      this.#lead(point);
      open.push({ point, next: point.passages.length });
    };
    enter(this.#at(start, undefined));
    for (let frame = open.at(-1); frame; frame = open.at(-1)) {
      const passage = frame.point.passages[--frame.next];
      if (passage) enter(passage.to as Building);
      else finished.push((open.pop() as typeof frame).point);
    }
    this.#inOrder = finished.toReversed();
    for (const [index, point] of this.#inOrder.entries()) point.index = index;
  }

  #at(way: Way, member: FlowMember | undefined): Building {
    if (way.kind === "end") {
      return found(this.ends, member, () => ({ kind: "end", member, passages: [], index: 0 }));
    }
    return found(this.ways, way, () => ({ kind: "way", way, member, passages: [], index: 0 }));
  }

  #lead(point: Building): void {
    const go = (way: Way, by: Passage["by"], member = point.member): void => {
      point.passages.push({ to: this.#at(way, member), by });
    };
    if (point.kind === "end") {
      const join = point.member && this.#joins.get(point.member);
      if (join) point.passages.push({ to: join, by: { kind: "leave" } });
    } else if (point.kind === "join") go(point.way.then, { kind: "go" });
    else if (point.kind === "node") {
      const { node } = point;
      const out = this.#flow.out.get(node);
      const onError = this.#flow.onError.get(node);
      if (out) go(out, { kind: "update", node });
      if (onError) go(onError, { kind: "fail", node });
    } else this.#leadWay(point, go);
  }

  #leadWay(point: Mutable<WayPoint>, go: (way: Way, by: Passage["by"], member?: FlowMember | undefined) => void): void {
    const { way } = point;
    switch (way.kind) {
      case "node": {
        const { node } = way;
        const { member } = point;
        const to = found(this.nodes, node, () => ({ kind: "node" as const, node, member, passages: [], index: 0 }));
        point.passages.push({ to, by: { kind: "go" } });
        return;
      }
      case "group": {
        const { member: outer } = point;
        const join: Building = { kind: "join", group: point, way, member: outer, passages: [], index: 0 };
        for (const member of way.members) {
          this.#joins.set(member, join);
          go(member.way, { kind: "enter", member }, member);
        }
        point.passages.push({ to: join, by: { kind: "leave" } });
        return;
      }
      case "bound":
        go(way.way, { kind: "bound", bound: way, isExhausted: false });
        go(way.otherwise, { kind: "bound", bound: way, isExhausted: true });
        return;
      default: {
        const choices: readonly { readonly way: Way }[] = "arms" in way ? way.arms : way.targets;
        for (const [index, choice] of choices.entries()) go(choice.way, { kind: "choose", index });
      }
    }
  }
}

function found<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Looks for a path on which a field is not written, so that a report can show it. */
import type { BoundWay, FlowMember, GroupWay, MatchWay, WhenWay } from "../../bind/flow.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { writesOf } from "../../bind/effects.ts";
import { describe, patternValue, type ClaimBook, type Claims } from "./claims.ts";
import type { DataFlow } from "./data-flow.ts";
import type { Doubts } from "./doubts.ts";
import type { Passage, Point, WayPoint } from "./points.ts";
import type { Guard } from "./reads.ts";
import { isSurelyRun } from "./solve.ts";

/** What a path does, one after the other. */
export type PathStep =
  | { readonly kind: "node"; readonly node: NodeSymbol; readonly isFailing: boolean }
  /** An arm, or a target, by its number. */
  | { readonly kind: "choice"; readonly way: WayPoint["way"]; readonly index: number }
  /** Enters a member and stays in it. */
  | { readonly kind: "member"; readonly group: GroupWay; readonly member: FlowMember }
  /** Goes through a group. Members that are not there are not run; of a map there is one element. */
  | { readonly kind: "group"; readonly group: GroupWay; readonly ran: readonly MemberPath[] };

export interface MemberPath {
  readonly member: FlowMember;
  readonly steps: readonly PathStep[];
}

/** Where a path may come to, and what must hold there. */
export interface Goal {
  readonly point: Point;
  readonly guards: readonly Guard[];
}

export interface Witness<G extends Goal> {
  readonly goal: G;
  readonly steps: readonly PathStep[];
}

/**
 * What may be spent on all reports of a graph, so that a check takes time linear in the text however many conditions combine: a path costs one for each point, and
 * one more for each thing that it has to remember there. What is not found until then is not reported.
 */
const patience = { atLeast: 60_000, forEachPoint: 20 };

interface Trail {
  readonly step: PathStep;
  readonly before: Trail | undefined;
}

interface State {
  readonly point: Point;
  readonly claims: Claims;
  readonly visits: ReadonlyMap<string, number>;
  readonly bounds: ReadonlyMap<BoundWay, number>;
  readonly nodes: number;
  readonly trail: Trail | undefined;
}

/** A path through a member, and what is known behind it. */
interface Through {
  readonly path: MemberPath;
  readonly end: State;
}

/**
 * How paths that lead to one point are told apart: `thoroughly`, by all that they remember, so that a shortest one is found if there is one; or not at all, which finds
 * one soon, or none although there is one.
 */
type Manner = "thoroughly" | "soon";

export class WitnessSearch {
  readonly #graph: GraphSymbol;
  readonly #dataFlow: DataFlow;
  readonly #doubts: Doubts;
  readonly #book: ClaimBook;
  readonly #around = new Map<FlowMember, FlowMember | undefined>();
  readonly #entrances = new Map<FlowMember, Point>();
  readonly #brings = new Map<NodeSymbol, ReadonlySet<number>>();
  #written: ReadonlyMap<FlowMember, ReadonlySet<FieldSymbol>> | undefined;
  #manner: Manner = "thoroughly";
  readonly #left: Record<Manner, number>;

  constructor(graph: GraphSymbol, dataFlow: DataFlow, doubts: Doubts, book: ClaimBook) {
    this.#graph = graph;
    this.#dataFlow = dataFlow;
    this.#doubts = doubts;
    this.#book = book;
    const points = dataFlow.points.inOrder;
    const left = patience.atLeast + patience.forEachPoint * points.length;
    this.#left = { thoroughly: left, soon: left };
    for (const { member, passages } of points) {
      for (const { to, by } of passages) {
        if (by.kind !== "enter") continue;
        this.#around.set(by.member, member);
        this.#entrances.set(by.member, to);
      }
    }
  }

  /**
   * A path from `start` to one of the goals on which nothing writes the field, and whose conditions do not contradict each other. It is a shortest one unless there
   * are more combinations of conditions than can be looked at.
   */
  find<G extends Goal>(field: FieldSymbol, goals: readonly G[]): Witness<G> | undefined {
    const [point] = this.#dataFlow.points.inOrder;
    if (!point) return undefined;
    const toward = new Set<FlowMember>();
    for (const goal of goals) {
      for (let at = goal.point.member; at && !toward.has(at); at = this.#around.get(at)) toward.add(at);
    }
    const { atStart: claims } = this.#book;
    const start: State = { point, claims, visits: new Map(), bounds: new Map(), nodes: 0, trail: undefined };
    this.#manner = "thoroughly";
    let found = this.#search(field, start, goals, toward);
    if (!found && this.#left.thoroughly <= 0) {
      this.#manner = "soon";
      found = this.#search(field, start, goals, toward);
    }
    return found && { goal: found.goal, steps: stepsOf(found.state.trail) };
  }

  #search<G extends Goal>(
    field: FieldSymbol,
    start: State,
    goals: readonly G[],
    toward: ReadonlySet<FlowMember>,
  ): { readonly goal: G; readonly state: State } | undefined {
    const at = new Map<Point, G[]>();
    for (const goal of goals) {
      const others = at.get(goal.point);
      if (others) others.push(goal);
      else at.set(goal.point, [goal]);
    }
    const seen = new Set<string | number>();
    // The list grows while it is walked.
    const open: State[] = [start];
    for (const state of open) {
      const key = this.#keyOf(state);
      if (seen.has(key)) continue;
      seen.add(key);
      this.#left[this.#manner] -= 1 + state.claims.size + state.visits.size + state.bounds.size;
      if (this.#left[this.#manner] <= 0) return undefined;
      // What is certain cannot be avoided on the way to it.
      if (state.point.kind !== "join" && this.#dataFlow.isCertain(state.point, field)) continue;
      const goal = at.get(state.point)?.find(({ guards }) => this.#allHold(guards, state));
      if (goal) return { goal, state };
      if (this.#doubts.isOpaque(state.point)) continue;
      for (const next of this.#passAll(field, state, toward)) {
        if (next.nodes <= this.#graph.limit) open.push(next);
      }
    }
    return undefined;
  }

  #keyOf({ point, claims, visits, bounds }: State): string | number {
    if (this.#manner === "soon" || claims.size + visits.size + bounds.size === 0) return point.index;
    const known = [...claims].map(([key, claim]) => `${key}=${describe(claim)}`).toSorted();
    const counted = [...visits].map(([node, count]) => `${node}:${count}`).toSorted();
    const passed = [...bounds].map(([{ counter }, count]) => `${counter}:${count}`).toSorted();
    return [point.index, ...known, "|", ...counted, "|", ...passed].join(" ");
  }

  #allHold(guards: readonly Guard[], { claims, visits }: State): boolean {
    let held: Claims | undefined = claims;
    for (const guard of guards) held = held && this.#book.assume(guard, { claims: held, visits });
    return held !== undefined;
  }

  *#passAll(field: FieldSymbol, state: State, toward: ReadonlySet<FlowMember>): Generator<State> {
    const { point } = state;
    if (point.kind === "way" && (point.way.kind === "match" || point.way.kind === "when")) {
      yield* this.#branch(state, point.way);
      return;
    }
    for (const passage of point.passages) {
      const next = this.#pass(field, state, passage, toward);
      if (next) yield next;
    }
  }

  #pass(field: FieldSymbol, state: State, { to, by }: Passage, toward: ReadonlySet<FlowMember>): State | undefined {
    const go = (more: Partial<State>, step?: PathStep): State => ({
      ...state,
      ...more,
      point: to,
      ...(step && { trail: { step, before: state.trail } }),
    });
    switch (by.kind) {
      case "go":
        return go({});
      case "update":
      case "fail": {
        const isFailing = by.kind === "fail";
        if (!isFailing && this.#bringsOf(by.node).has(field.index)) return undefined;
        const claims = isFailing ? state.claims : this.#book.after(by.node, state.claims);
        const step: PathStep = { kind: "node", node: by.node, isFailing };
        return go({ claims, visits: this.#visit(by.node, state.visits), nodes: state.nodes + 1 }, step);
      }
      case "choose":
        return go({}, { kind: "choice", way: (state.point as WayPoint).way, index: by.index });
      case "bound": {
        const { bound, isExhausted } = by;
        const passed = state.bounds.get(bound) ?? 0;
        if (isExhausted !== passed >= bound.max) return undefined;
        return go(isExhausted ? {} : { bounds: new Map(state.bounds).set(bound, passed + 1) });
      }
      case "enter": {
        const { way: group } = state.point as WayPoint;
        if (!toward.has(by.member) || group.kind !== "group") return undefined;
        const claims = this.#entered(by.member, state);
        return claims && go({ claims, visits: new Map() }, { kind: "member", group, member: by.member });
      }
      case "leave": {
        const { point } = state;
        if (point.kind !== "way" || point.way.kind !== "group") return undefined;
        const through = this.#throughGroup(field, state, point.way);
        return through && { ...through, point: to };
      }
    }
  }

  #visit(node: NodeSymbol, visits: State["visits"]): State["visits"] {
    const most = this.#book.visited.get(node.name);
    if (most === undefined) return visits;
    return new Map(visits).set(node.name, Math.min(most, (visits.get(node.name) ?? 0) + 1));
  }

  /** Takes each arm in turn; those before it were not. */
  *#branch(state: State, way: MatchWay | WhenWay): Generator<State> {
    let rest: Claims | undefined = state.claims;
    for (const { to, by } of state.point.passages) {
      if (!rest || by.kind !== "choose") return;
      const claims = this.#atArm(way, by.index, true, { ...state, claims: rest });
      const step: PathStep = { kind: "choice", way, index: by.index };
      if (claims) yield { ...state, claims, point: to, trail: { step, before: state.trail } };
      rest = this.#atArm(way, by.index, false, { ...state, claims: rest });
    }
  }

  #atArm(way: MatchWay | WhenWay, index: number, isTaken: boolean, state: State): Claims | undefined {
    if (way.kind === "match") {
      const patterns = way.arms[index]?.patterns;
      return patterns ? this.#book.claim(way.subject, patterns.map(patternValue), isTaken, state.claims) : state.claims;
    }
    const condition = way.arms[index]?.condition;
    return condition ? this.#book.assume({ condition, outcome: isTaken }, state) : state.claims;
  }

  #entered({ condition }: FlowMember, state: State): Claims | undefined {
    return condition ? this.#book.assume({ condition, outcome: true }, state) : state.claims;
  }

  /** Goes through a group in which no member writes the field. A member that need not run is not run if its condition may fail. */
  #throughGroup(field: FieldSymbol, state: State, group: GroupWay): State | undefined {
    this.#left[this.#manner] -= group.members.length;
    let { claims, visits, nodes } = state;
    const ran: MemberPath[] = [];
    for (const member of group.members) {
      const skipped = this.#skipped(member, group, { ...state, claims });
      if (skipped) {
        claims = skipped;
        continue;
      }
      const through = this.#throughMember(field, { ...state, claims }, member);
      if (!through) return undefined;
      ran.push(through.path);
      claims = this.#book.without(this.#writtenIn(member), claims);
      visits = added(visits, through.end.visits);
      nodes = Math.max(nodes, through.end.nodes);
    }
    return {
      ...state,
      claims,
      visits,
      nodes,
      trail: { step: { kind: "group", group, ran }, before: state.trail },
    };
  }

  #skipped(member: FlowMember, group: GroupWay, state: State): Claims | undefined {
    if (isSurelyRun(member, group)) return undefined;
    if (member.map || !member.condition) return state.claims;
    return this.#book.assume({ condition: member.condition, outcome: false }, state);
  }

  #throughMember(field: FieldSymbol, state: State, member: FlowMember): Through | undefined {
    const claims = this.#entered(member, state);
    const end = this.#dataFlow.points.ends.get(member);
    const entrance = this.#entrances.get(member);
    if (!claims || !end || !entrance) return undefined;
    // Visits and bounds are counted on the member's own path.
    const start: State = { ...state, claims, visits: new Map(), bounds: new Map(), trail: undefined, point: entrance };
    const found = this.#search(field, start, [{ point: end, guards: [] }], new Set());
    return found && { path: { member, steps: stepsOf(found.state.trail) }, end: found.state };
  }

  #bringsOf(node: NodeSymbol): ReadonlySet<number> {
    const found = this.#brings.get(node) ?? new Set(this.#dataFlow.effectOf(node).brings);
    this.#brings.set(node, found);
    return found;
  }

  /** What the nodes of a member write, those of groups inside it included. */
  #writtenIn(member: FlowMember): ReadonlySet<FieldSymbol> {
    this.#written ??= writtenByMember(this.#graph);
    return this.#written.get(member) ?? new Set();
  }
}

function writtenByMember(graph: GraphSymbol): ReadonlyMap<FlowMember, ReadonlySet<FieldSymbol>> {
  const found = new Map<FlowMember, Set<FieldSymbol>>();
  for (const [node, members] of graph.flow.places) {
    for (const member of members) {
      const fields = found.get(member) ?? new Set();
      found.set(member, fields);
      for (const { field } of writesOf(node, graph)) fields.add(field);
    }
  }
  return found;
}

function added(visits: State["visits"], more: State["visits"]): State["visits"] {
  if (more.size === 0) return visits;
  const sum = new Map(visits);
  for (const [node, count] of more) sum.set(node, (sum.get(node) ?? 0) + count);
  return sum;
}

function stepsOf(trail: Trail | undefined): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (let at = trail; at; at = at.before) steps.push(at.step);
  return steps.toReversed();
}

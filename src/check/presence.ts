/** Which optional fields the flow proves to be present: on every path, an update wrote them last, and with a value that is there. */
import type * as ast from "../ast/ast.ts";
import type { Flow, FlowMember, GroupWay, Way } from "../bind/flow.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../bind/symbols.ts";

export interface Presence {
  /** Proven when a node begins. */
  before(node: NodeSymbol): ReadonlySet<FieldSymbol>;
  /** Proven where a step of an edge is evaluated. */
  at(step: ast.Step): ReadonlySet<FieldSymbol>;
}

/** What a node's update does to optional fields: those it surely fills, and those it may clear. */
export interface PresenceEffect {
  readonly fills: ReadonlySet<FieldSymbol>;
  readonly mayClear: ReadonlySet<FieldSymbol>;
}

const nothing: ReadonlySet<FieldSymbol> = new Set();

/** Sets of fields are bits of a number, so that paths meet with one operation. */
type Mask = bigint;

export function presenceOf(graph: GraphSymbol, effectOf: (node: NodeSymbol) => PresenceEffect): Presence {
  const fields = [...graph.fields.values()].filter((field) => field.optional);
  if (fields.length === 0) return { before: () => nothing, at: () => nothing };
  const analysis = new PresenceAnalysis(graph.flow, fields, effectOf);
  analysis.run();
  const sets = new Map<Mask, ReadonlySet<FieldSymbol>>();
  // What is never reached is reported as that.
  const setOf = (mask: Mask = -1n): ReadonlySet<FieldSymbol> => {
    const found = sets.get(mask) ?? new Set(fields.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n));
    sets.set(mask, found);
    return found;
  };
  return {
    before: (node) => setOf(analysis.nodes.get(node)),
    at: (step) => setOf(analysis.steps.get(step)),
  };
}

/** A group that paths have entered. */
interface Entered {
  readonly group: GroupWay;
  readonly member: FlowMember | undefined;
}

/**
 * Follows all paths forward from `start`. A place starts with everything proven and loses what some path to it does not prove, so that the work ends.
 * A failed node has updated nothing. Leaving a group applies what its members wrote to what was known on entering it.
 */
class PresenceAnalysis {
  readonly nodes = new Map<NodeSymbol, Mask>();
  readonly steps = new Map<ast.Step, Mask>();
  readonly #ways = new Map<Way, Mask>();
  readonly #ends = new Map<FlowMember, Mask>();
  readonly #entered = new Map<FlowMember, Entered>();
  readonly #members = new Map<NodeSymbol, FlowMember | undefined>();
  readonly #effects = new Map<NodeSymbol, { readonly fills: Mask; readonly mayClear: Mask }>();
  readonly #open: NodeSymbol[] = [];
  readonly #flow: Flow;
  readonly #bits: ReadonlyMap<FieldSymbol, Mask>;
  readonly #all: Mask;
  readonly #effectOf: (node: NodeSymbol) => PresenceEffect;

  constructor(flow: Flow, fields: readonly FieldSymbol[], effectOf: (node: NodeSymbol) => PresenceEffect) {
    this.#flow = flow;
    this.#bits = new Map(fields.map((field, index) => [field, 1n << BigInt(index)]));
    this.#all = (1n << BigInt(fields.length)) - 1n;
    this.#effectOf = effectOf;
  }

  run(): void {
    // A thread may have been left by an earlier run with any optional field absent.
    if (this.#flow.start) this.#enter(this.#flow.start, 0n, undefined);
    for (let node = this.#open.pop(); node; node = this.#open.pop()) {
      const before = this.nodes.get(node) ?? this.#all;
      const member = this.#members.get(node);
      const { fills, mayClear } = this.#effect(node);
      const out = this.#flow.out.get(node);
      if (out) this.#enter(out, (before & ~mayClear) | fills, member);
      const onError = this.#flow.onError.get(node);
      if (onError) this.#enter(onError, before, member);
    }
  }

  #effect(node: NodeSymbol): { readonly fills: Mask; readonly mayClear: Mask } {
    const known = this.#effects.get(node);
    if (known) return known;
    const maskOf = (fields: ReadonlySet<FieldSymbol>): Mask =>
      [...fields].reduce((mask, field) => mask | (this.#bits.get(field) ?? 0n), 0n);
    const { fills, mayClear } = this.#effectOf(node);
    const effect = { fills: maskOf(fills), mayClear: maskOf(mayClear) };
    this.#effects.set(node, effect);
    return effect;
  }

  /** Whether a place loses something, or is reached for the first time. */
  #meet<Place>(places: Map<Place, Mask>, place: Place, mask: Mask): boolean {
    const before = places.get(place);
    const after = (before ?? this.#all) & mask;
    places.set(place, after);
    return before !== after;
  }

  #enter(way: Way, mask: Mask, member: FlowMember | undefined): void {
    if (!this.#meet(this.#ways, way, mask)) return;
    const known = this.#ways.get(way) ?? mask;
    switch (way.kind) {
      case "node":
        if (way.at.kind === "Target") this.#meet(this.steps, way.at, known);
        this.#members.set(way.node, member);
        if (this.#meet(this.nodes, way.node, known)) this.#open.push(way.node);
        return;
      case "end":
        if (member && this.#meet(this.#ends, member, known)) this.#leave(this.#entered.get(member));
        return;
      case "group":
        this.#meet(this.steps, way.at, known);
        for (const inner of way.members) this.#entered.set(inner, { group: way, member });
        for (const inner of way.members) this.#enter(inner.way, known, inner);
        this.#leave({ group: way, member });
        return;
      case "match":
      case "when":
        this.#meet(this.steps, way.at, known);
        for (const arm of way.arms) this.#enter(arm.way, known, member);
        return;
      case "route":
      case "goto":
        for (const target of way.targets) this.#enter(target.way, known, member);
        return;
      case "bound":
        this.#enter(way.way, known, member);
        this.#enter(way.otherwise, known, member);
        return;
    }
  }

  /** Goes on behind a group. Members that may not run prove nothing; what was known on entering stays unless some member may clear it. */
  #leave(entered: Entered | undefined): void {
    if (!entered) return;
    const { group, member } = entered;
    const before = this.#ways.get(group) ?? this.#all;
    let kept = before;
    let filled = 0n;
    for (const inner of group.members) {
      const end = this.#ends.get(inner) ?? this.#all;
      kept &= end;
      const mayBeSkipped = inner.map ?? inner.condition ?? group.router ?? group.chosenByHandler;
      if (!mayBeSkipped) filled |= end;
    }
    this.#enter(group.then, kept | (~before & this.#all & filled), member);
  }
}

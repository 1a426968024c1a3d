/** The flow of one graph, linked: every node with its one way out. */
import type * as ast from "../ast/ast.ts";
import type { ImportSymbol, NodeSymbol } from "./symbols.ts";

export interface Flow {
  /** The way from `start`; absent where the graph has none (reported as G607). */
  readonly start?: Way;
  /** The way out of each node that has exactly one. */
  readonly out: ReadonlyMap<NodeSymbol, Way>;
  /** The error edge of each node that has one. */
  readonly onError: ReadonlyMap<NodeSymbol, Way>;
  /** How many bounds there are; `BoundWay.counter` counts below it, in textual order. */
  readonly counters: number;
  /** Where each reachable node lies: the members it is in, outermost first; empty outside all groups. */
  readonly places: ReadonlyMap<NodeSymbol, readonly FlowMember[]>;
  /** What the text says beside these ways; the checks report it. */
  readonly findings: FlowFindings;
}

/**
 * Where a path goes. A way ends at the next nodes, at the end, or at a goto; what follows a node is that node's own way.
 * Every way is a finite tree. A way that follows a group or a branch may be shared by several arms.
 */
export type Way = NodeWay | EndWay | GroupWay | MatchWay | WhenWay | RouteWay | GotoWay | BoundWay;

export interface NodeWay {
  readonly kind: "node";
  readonly node: NodeSymbol;
  /** One per parameter. */
  readonly arguments: readonly ast.Expression[];
  /** Where the text names it. */
  readonly at: ast.Target | ast.Identifier;
}

/** The end of the member that the path is in, or of the run. `at` is absent where nothing is written: the last node of a member. */
export interface EndWay {
  readonly kind: "end";
  readonly at?: ast.Target | ast.Identifier;
}

/** Enters a group, fixed or chosen by a router or a goto; left once by `then`, when all members have ended. */
export interface GroupWay {
  readonly kind: "group";
  readonly members: readonly FlowMember[];
  readonly then: Way;
  readonly at: ast.Group | ast.Route | ast.Goto;
  /** `route f [ … ]`: the members that `f` names. */
  readonly router?: ImportSymbol;
  /** `goto [ … ]`: the members that the handler names. */
  readonly chosenByHandler: boolean;
}

export interface FlowMember {
  readonly way: Way;
  readonly map?: ast.MemberMap;
  readonly condition?: ast.Expression;
  /** Textual order, from 0. */
  readonly index: number;
  readonly at: ast.GroupMember | ast.Identifier;
}

export interface MatchWay {
  readonly kind: "match";
  readonly subject: ast.Expression;
  readonly arms: readonly {
    readonly patterns?: readonly ast.Literal[];
    readonly way: Way;
    readonly at: ast.MatchArm;
  }[];
  readonly at: ast.Match;
}

export interface WhenWay {
  readonly kind: "when";
  readonly arms: readonly { readonly condition?: ast.Expression; readonly way: Way; readonly at: ast.WhenArm }[];
  readonly at: ast.When;
}

/** `route f { a, b, end }`. */
export interface RouteWay {
  readonly kind: "route";
  readonly router: ImportSymbol;
  readonly targets: readonly ChoiceTarget[];
  readonly at: ast.Route;
}

/** `goto { a, b, end }`: the handler's choice. */
export interface GotoWay {
  readonly kind: "goto";
  readonly targets: readonly ChoiceTarget[];
  readonly at: ast.Goto;
}

export interface ChoiceTarget {
  /** A node's name, or `end`. */
  readonly name: string;
  readonly way: NodeWay | EndWay;
  readonly at: ast.Identifier;
}

export interface BoundWay {
  readonly kind: "bound";
  readonly counter: number;
  readonly max: number;
  readonly way: Way;
  readonly otherwise: NodeWay | EndWay;
  readonly at: ast.Bound;
}

// ── What the checks need beside the ways ─────────────────────────────────────────────────────────────────────────────

/**
 * Where a text gives a node no way, several, or one that leaves its place. Nodes that nobody declares are reported when the flow is linked;
 * here and in the ways they stand as nodes whose `index` is -1.
 */
export interface FlowFindings {
  /** Every way from `start`, in textual order; one is right. */
  readonly starts: readonly Exit[];
  /** Every way out that is written for a node, in textual order; one is right. */
  readonly written: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  /** The different ways that a node falls into as the last step of an arm or a member; they count where none is written. */
  readonly falls: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  /** Every error edge of a node, in textual order. */
  readonly errorEdges: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  /** Where a chain stops at a node with nothing behind. */
  readonly stops: ReadonlyMap<NodeSymbol, readonly Stop[]>;
  /** Groups behind which nothing is written. */
  readonly openGroups: readonly GroupWay[];
  /** What is written behind an `end`. */
  readonly behindEnd: readonly { readonly at: ast.Step; readonly way: Way }[];
  /** What lies in two places, each once. */
  readonly crossings: readonly Crossing[];
  /** Nodes without a place that a second way out, an unknown node, or what stands behind an `end`, would reach. */
  readonly reachedOtherwise: ReadonlySet<NodeSymbol>;
  /** The stand-ins for names of no node, each once. */
  readonly unknown: readonly NodeSymbol[];
  /** Nodes that an unknown name was probably meant to be: what they seem to lack is reported with that name. */
  readonly meant: ReadonlySet<NodeSymbol>;
}

/** A way out, and the name in the text that it is the way of. */
export interface Exit {
  readonly way: Way;
  readonly at: ast.Identifier;
}

export interface Stop {
  readonly at: ast.Identifier;
  /** The outermost branch that the stop is in. */
  readonly branch?: ast.Step;
}

/** Something that paths of two places enter: a node, or a group or branch that several nodes lead to. */
export interface Crossing {
  readonly what: NodeSymbol | ast.Step;
  readonly first: Arrival;
  readonly second: Arrival;
}

export interface Arrival {
  /** The node that the path comes from; absent for `start`. */
  readonly from?: NodeSymbol;
  /** Where the text names `from` before this way. */
  readonly fromAt: ast.Identifier;
  readonly onError: boolean;
  /** Where the text names what is entered. */
  readonly at: ast.Target | ast.Identifier | ast.Step;
  /** The members that the path is in, outermost first, and their groups. */
  readonly place: readonly FlowMember[];
  readonly groups: readonly GroupWay[];
}

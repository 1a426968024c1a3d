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
  readonly arms: readonly { readonly patterns?: readonly ast.Literal[]; readonly way: Way; readonly at: ast.MatchArm }[];
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

import type { Awaitable, Json } from "../types/graph-types.ts";
import type { Path, Task } from "./path.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Said } from "./journal.ts";
import type { Values } from "./values.ts";

/** What `error` is in the language, where arguments are `json`: one of another type is refused by the field that it is written to. */
export interface ScopedFailure extends NodeFailure {
  readonly args: { readonly [name: string]: Json };
}

/** What an expression sees beside the state. `Args` are the node's parameters; `error` is there behind an error edge. */
export interface Scope<Args = {}> {
  readonly args: Args;
  readonly error: ScopedFailure;
  /** The elements of the map members that the path is in, outermost first: what `for s in …` names is `elements[0]` further down the member's chain. */
  readonly elements: readonly unknown[];
  visits(node: number): number;
  now(): Date;
  uuid(): string;
}

/** Where a path goes: a target, or a function that decides, evaluated once. */
export type Way<State> = Target<State> | ((state: State, scope: Scope) => Target<State>);

/** A node's number (`end` is -1: the end of the member or of the run), a call with arguments, or one of the objects below. */
export type Target<State> = number | Call | Group<State> | Bound<State> | Route<State> | RouteAll<State>;

/** The end of the member or of the run. */
export const end = -1;

export interface Call {
  readonly node: number;
  readonly args: { readonly [name: string]: unknown };
}
/** `a(x)`: `to(at.a, { x })`. */
export function to(node: number, args: { readonly [name: string]: unknown }): Call {
  return { node, args };
}

/** A target with engine code of its own, which comes with the function that makes it: a bundle has what its graphs use. */
export interface Junction {
  /** Where the way leads from here: another way, or nothing if the path has a task now; a router may take its time. */
  take(path: Path): Way<Values> | Promise<Said> | undefined;
}

/** Enters a group; `then` is evaluated once, when all members have ended. */
export interface Group<State> extends Junction, Task {
  /** In textual order; a number is a member that starts at that node. */
  readonly members: readonly (number | Member<State>)[];
  readonly then: Way<State>;
}

/** One member, or one per element: `list` gives the elements, `enter` the first target of each. */
export interface Member<State> {
  list?(state: State, scope: Scope): readonly unknown[];
  accept?(element: unknown, state: State, scope: Scope): boolean;
  enter(element: unknown, state: State, scope: Scope): Way<State>;
}

/** `way max n then y`. */
export interface Bound<State> extends Junction {
  readonly counter: number;
  readonly max: number;
  readonly way: Way<State>;
  readonly then: number;
}

/** `goto { … }`: the handler's choice, by name. */
export interface Choice {
  readonly targets: Targets;
  /** @throws UnknownTargetError */
  decide(path: Path, said: Said): Way<Values>;
  /** As `decide`, but of an update from outside that takes the place of what the node has returned. @throws ConfigError */
  told(path: Path, node: string, goto: Said | undefined): Way<Values>;
}

/** `goto [ … ]`: any number of targets at once, by name; they run as the members of a group, in the order written here. */
export interface ChoiceAll<State> extends Choice {
  readonly then: Way<State>;
}

/** `route f { … }` and `route f [ … ]`: a function of the user's names one or any number of targets. */
export interface Route<State> extends Junction {
  route(state: State): Awaitable<string>;
  readonly targets: Targets;
}
export interface RouteAll<State> extends Junction {
  routeAll(state: State): Awaitable<readonly string[]>;
  readonly targets: Targets;
  readonly then: Way<State>;
}

export type Targets = { readonly [name: string]: number };

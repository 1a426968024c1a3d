import type { Awaitable, Json } from "../types/graph-types.ts";
import type { NodeFailure } from "../types/handlers.ts";

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

/** Enters a group; `then` is evaluated once, when all members have ended. */
export interface Group<State> {
  /** In textual order; a number is a member that starts at that node. */
  readonly group: readonly (number | Member<State>)[];
  readonly then: Way<State>;
}
export function group<State>(members: readonly (number | Member<State>)[], then: Way<State>): Group<State> {
  return { group: members, then };
}

/** One member, or one per element: `list` gives the elements, `enter` the first target of each. */
export interface Member<State> {
  list?(state: State, scope: Scope): readonly unknown[];
  accept?(element: unknown, state: State, scope: Scope): boolean;
  enter(element: unknown, state: State, scope: Scope): Way<State>;
}
/** `a if c`: `only(at.a, (s) => c)`. */
export function only<State>(enter: Way<State>, accept?: (state: State, scope: Scope) => boolean): Member<State> {
  const member: Member<State> = { enter: () => enter };
  return accept === undefined ? member : { ...member, accept: (_element, state, scope) => accept(state, scope) };
}
/** `a(x) for x in list if c`: `each((s) => list, (x) => to(at.a, { x }), (x) => c)`. */
export function each<State, Element>(
  list: (state: State, scope: Scope) => readonly Element[],
  enter: (element: Element, state: State, scope: Scope) => Way<State>,
  accept?: (element: Element, state: State, scope: Scope) => boolean,
): Member<State> {
  return accept === undefined ? { list, enter } : { list, enter, accept };
}

/** `way max n then y`. */
export interface Bound<State> {
  readonly counter: number;
  readonly max: number;
  readonly way: Way<State>;
  readonly then: number;
}
export function bound<State>(counter: number, max: number, way: Way<State>, then: number): Bound<State> {
  return { counter, max, way, then };
}

/** `goto { … }`: the handler's choice, by name. */
export interface Choice {
  readonly choice: { readonly [name: string]: number };
}
export function choice(targets: { readonly [name: string]: number }): Choice {
  return { choice: targets };
}

/** `goto [ … ]`: any number of targets at once, by name; they run as the members of a group, in the order written here. */
export interface ChoiceAll<State> {
  readonly choiceAll: { readonly [name: string]: number };
  readonly then: Way<State>;
}
export function choiceAll<State>(targets: { readonly [name: string]: number }, then: Way<State>): ChoiceAll<State> {
  return { choiceAll: targets, then };
}

/** `route f { … }` and `route f [ … ]`: a function of the user's names one or any number of targets. */
export interface Route<State> {
  route(state: State): Awaitable<string>;
  readonly targets: { readonly [name: string]: number };
}
export interface RouteAll<State> {
  routeAll(state: State): Awaitable<readonly string[]>;
  readonly targets: { readonly [name: string]: number };
  readonly then: Way<State>;
}
export function route<State, const Name extends string>(
  router: (state: State) => Awaitable<NoInfer<Name>>,
  targets: { readonly [N in Name]: number },
): Route<State> {
  return { route: router, targets };
}
export function routeAll<State, const Name extends string>(
  router: (state: State) => Awaitable<readonly NoInfer<Name>[]>,
  targets: { readonly [N in Name]: number },
  then: Way<State>,
): RouteAll<State> {
  return { routeAll: router, targets, then };
}

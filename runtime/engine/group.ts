import type { Group, Member, Scope, Way } from "./ways.ts";
import { openGroup } from "./members.ts";
import type { Next } from "./park.ts";
import type { Path } from "./path.ts";
import type { Run } from "./run.ts";
import type { Values } from "./values.ts";

/** Enters a group; `then` is evaluated once, when all members have ended. */
export function group<State>(members: readonly (number | Member<State>)[], then: Way<State>): Group<State>;
export function group(members: readonly (number | Member<Values>)[], then: Way<Values>): Group<Values> {
  return new SplitWay(members, then);
}

class SplitWay implements Group<Values> {
  readonly kind = "entering";
  readonly members: readonly (number | Member<Values>)[];
  readonly then: Way<Values>;

  constructor(members: readonly (number | Member<Values>)[], then: Way<Values>) {
    this.members = members;
    this.then = then;
  }

  take(path: Path): undefined {
    path.task = this;
  }

  proceed(run: Run, path: Path): Next {
    return openGroup(run, path, this);
  }
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

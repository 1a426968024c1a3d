import type { Group, Member } from "./ways.ts";
import { evaluationFailed, type Next, parked, wait } from "./park.ts";
import { noArguments, type Values } from "./values.ts";
import { Path, Split } from "./path.ts";
import { joinMembers, note } from "./fold.ts";
import type { Run } from "./run.ts";

/** So many handlers are started before those that are done already are taken: a map of any size then holds few paths at a time. */
const burst = 512;

const soon = Promise.resolve();

/** Splits a path into one for each started member, and runs them as far as they go. */
export function openGroup(run: Run, path: Path, group: Group<Values>): Next {
  const split = new Split(path, group);
  path.entering = undefined;
  path.group = split;
  return startMembers(run, path, split);
}

function startMembers(run: Run, path: Path, split: Split): Next {
  const until = run.active + burst;
  const members = split.group.group;
  try {
    while (split.member < members.length) {
      const member = members[split.member];
      if (member === undefined || !startElements(run, split, member, until)) return wait(path, "members", soon);
      split.member++;
      if (run.active >= until) return wait(path, "members", soon);
    }
  } catch (error) {
    split.stuck = true;
    evaluationFailed(run, path, error);
  }
  split.starting = false;
  path.args = noArguments;
  path.error = undefined;
  split.open--;
  return split.open === 0 ? undefined : parked;
}

/** Starts a member: one path, or one for each element. False if there are elements left. */
function startElements(run: Run, split: Split, member: number | Member<Values>, until: number): boolean {
  const { path } = split;
  const { state } = path;
  if (typeof member === "number") {
    startMember(run, split, -1, undefined, member);
    return true;
  }
  if (member.list === undefined) {
    if (member.accept?.(undefined, state, run.scope.of(path)) !== false) startMember(run, split, -1, undefined, member);
    return true;
  }
  const list = (split.list ??= member.list(state, run.scope.of(path)));
  while (split.element < list.length) {
    const index = split.element++;
    const element = list[index];
    if (member.accept !== undefined && !member.accept(element, state, run.scope.of(path))) continue;
    startMember(run, split, index, element, member);
    if (run.active >= until) return false;
  }
  split.list = undefined;
  split.element = 0;
  return true;
}

function startMember(run: Run, split: Split, index: number, element: unknown, member: number | Member<Values>): void {
  const outer = split.path;
  if (outer.level.halted) {
    split.stuck = true;
    return;
  }
  const path = new Path(outer.level, split, split.place++, index, element, outer.state, outer.step, outer.chain);
  path.args = outer.args;
  path.error = outer.error;
  path.last = outer.last;
  if (typeof member === "number") {
    path.at = member;
    path.args = noArguments;
  } else {
    const target = member.enter(element, outer.state, run.scope.of(path));
    if (typeof target === "number") {
      path.at = target;
      path.args = noArguments;
    } else if (typeof target === "object" && "node" in target) {
      path.at = target.node;
      path.args = target.args;
    } else path.heading = target;
  }
  split.open++;
  run.go(path);
}

/** A member has settled; if it has ended, what it wrote is kept for the join. */
export function leaveMember(split: Split, path: Path, ended: boolean): void {
  split.open--;
  const { place } = path;
  if (!ended) {
    split.stuck = true;
    (split.unended ??= new Set()).add(place);
  }
  split.written[place] = path.written;
  if (split.exclusive || path.level.run.journal?.inspecting === true) {
    split.lasts[place] = path.last;
    split.indexes[place] = path.index;
  }
  if (path.step > split.step) split.step = path.step;
  if (path.chain > split.chain) split.chain = path.chain;
  if (path.visits !== undefined) split.visits = added(split.visits, path.visits);
}

/**
 * Leaves a group when all its members have settled: joins what they wrote and goes on behind it, or stays if one of them did. What is only looked
 * at, or told by the error of a limit, is joined as far as it has come.
 */
export function leaveGroup(run: Run, path: Path, split: Split): Next {
  if (split.starting) return startMembers(run, path, split);
  if (split.open > 0) return parked;
  path.group = undefined;
  const looks = run.journal?.inspecting === true || run.limited !== undefined;
  if (split.stuck && !looks) {
    run.settle(path, false);
    return parked;
  }
  try {
    const updates = joinMembers(path.level, path, split);
    if (path.within !== undefined) {
      for (const update of updates) note(path, update);
      if (split.exclusive) path.within.exclusive = true;
    } else if (!split.stuck) run.journal?.folded(path, updates);
  } catch (error) {
    if (run.limited === undefined || !split.stuck) evaluationFailed(run, path, error);
    run.settle(path, false);
    return parked;
  }
  path.step = split.step;
  path.chain = split.chain;
  if (split.visits !== undefined) path.visits = added(path.visits, split.visits);
  if (split.stuck) {
    run.journal?.joined(split);
    run.settle(path, false);
    return parked;
  }
  path.heading = split.group.then;
  run.sink?.joined(path);
  return undefined;
}

function added(visits: number[] | undefined, more: readonly number[]): number[] {
  if (visits === undefined) return [...more];
  for (let node = 0; node < more.length; node++) visits[node] = (visits[node] ?? 0) + (more[node] ?? 0);
  return visits;
}

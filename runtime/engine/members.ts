import { evaluationFailed, type Next, parked, wait } from "./park.ts";
import type { Group, Member } from "./ways.ts";
import { head } from "./heading.ts";
import { JoinFold, joinMembers } from "./join.ts";
import { noArguments, type Values } from "./values.ts";
import { Path, pathName, type Task } from "./path.ts";
import { freezeArrays } from "./update.ts";
import type { Run } from "./run.ts";

/** So many handlers are started before those that are done already are taken: a map of any size then holds few paths at a time. */
const burst = 512;

const soon = /* @__PURE__ */ Promise.resolve();

/** A group that is open: its members' paths run, and the path that entered it waits. */
export class Split implements Task {
  readonly kind = "members";
  readonly path: Path;
  readonly group: Group<Values>;
  /** How many members have been started: the next one's place. */
  places = 0;
  /** What members wrote, by place, as long as it is not folded. */
  readonly written: (Values | Values[] | undefined)[] = [];
  /** Takes what members wrote as soon as those before them have ended, where nobody needs the single updates later. */
  readonly fold: JoinFold | undefined;
  /** Whether a member wrote a field without reducer, which only one may. */
  exclusive = false;
  /** For whom names them: the last node of each member that has ended, and the element of a map that it ran for. */
  readonly lasts: number[] = [];
  readonly indexes: number[] = [];
  /** Whether members are still being started, and which comes next: the member, its list, the element. */
  starting = true;
  member = 0;
  list: readonly unknown[] | undefined = undefined;
  element = 0;
  /** How many members have not settled; one more while members are being started. */
  open = 1;
  /** Whether a member was not started, or settled without having ended. */
  stuck = false;
  /** The places of those that settled without having ended. */
  unended: Set<number> | undefined = undefined;
  step: number;
  chain: number;
  visits: number[] | undefined = undefined;
  /** The view of the entry state that was made last, since the members of a map read the same. */
  viewed = -1;
  view: object = noArguments;

  constructor(run: Run, path: Path, group: Group<Values>) {
    this.path = path;
    this.group = group;
    this.step = path.step;
    this.chain = path.chain;
    this.fold = run.journal === undefined && path.within === undefined ? new JoinFold(path) : undefined;
  }

  proceed(run: Run, path: Path): Next {
    return leaveGroup(run, path, this);
  }

  /** A member has settled; if it has ended, what it wrote is kept for the join. */
  leave(path: Path, ended: boolean): void {
    this.open--;
    const { place } = path;
    if (!ended) {
      this.stuck = true;
      (this.unended ??= new Set()).add(place);
    }
    const isTaken = ended && !this.exclusive && this.fold?.takes(place, path.written, this.written) === true;
    if (!isTaken) {
      if (path.written !== undefined && !Array.isArray(path.written)) freezeArrays(path.written);
      this.written[place] = path.written ?? nothing;
    }
    if (this.exclusive || path.level.run.journal?.inspecting === true) {
      this.lasts[place] = path.last;
      this.indexes[place] = path.index;
    }
    if (path.step > this.step) this.step = path.step;
    if (path.chain > this.chain) this.chain = path.chain;
    if (path.visits !== undefined) this.visits = added(this.visits, path.visits);
  }

  /** Where a member that has ended was last. */
  nameOf(place: number): string {
    const { path } = this;
    const index = this.indexes[place] ?? -1;
    const node = path.level.table.nodes[this.lasts[place] ?? -1]?.name ?? "";
    return pathName(path, node) + (index < 0 ? "" : `#${index}`);
  }
}

const nothing: Values[] = [];

/** Splits a path into one for each started member, and runs them as far as they go. */
export function openGroup(run: Run, path: Path, group: Group<Values>): Next {
  const split = new Split(run, path, group);
  path.task = split;
  return startMembers(run, path, split);
}

function startMembers(run: Run, path: Path, split: Split): Next {
  const until = run.active + burst;
  const { members } = split.group;
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
  const place = split.places++;
  const path = new Path(outer.level, split, place, index, element, outer.state, outer.step, outer.chain);
  path.last = outer.last;
  path.error = outer.error;
  if (typeof member === "number") path.at = member;
  else {
    path.args = outer.args;
    head(path, member.enter(element, outer.state, run.scope.of(path)));
  }
  split.open++;
  run.go(path);
}

/**
 * Leaves a group when all its members have settled: joins what they wrote and goes on behind it, or stays if one of them did. What is only looked
 * at, or told by the error of a limit, is joined as far as it has come.
 */
function leaveGroup(run: Run, path: Path, split: Split): Next {
  if (split.starting) return startMembers(run, path, split);
  if (split.open > 0) return parked;
  path.task = undefined;
  const looks = run.journal?.inspecting === true || run.limited !== undefined;
  if (split.stuck && !looks) {
    run.settle(path, false);
    return parked;
  }
  try {
    joinMembers(path, split);
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
  head(path, split.group.then);
  run.sink?.joined(path);
  return undefined;
}

function added(visits: number[] | undefined, more: readonly number[]): number[] {
  if (visits === undefined) return [...more];
  for (let node = 0; node < more.length; node++) visits[node] = (visits[node] ?? 0) + (more[node] ?? 0);
  return visits;
}

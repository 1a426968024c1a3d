import { checkFolded, type Owner } from "./update.ts";
import { copyState, note } from "./fold.ts";
import { Fold } from "../state/index.ts";
import type { Split } from "./members.ts";
import type { Path } from "./path.ts";
import type { Values } from "./values.ts";
import { WriteConflictError } from "../errors.ts";

/** What one member wrote. */
type Written = Values | Values[] | undefined;

/** Folds what members wrote, one after the other, into a state that takes the place of that at the entry when all have ended. */
export class JoinFold {
  readonly #path: Path;
  readonly #fold = new Fold();
  /** How many members it has taken, which are those with the lowest places. */
  #taken = 0;
  #state: Values | undefined = undefined;
  #written: Written = undefined;
  #failure: { readonly error: unknown } | undefined = undefined;

  constructor(path: Path) {
    this.#path = path;
  }

  /** Takes what the member at `place` wrote, and what waits behind it, if all members before it have been taken. */
  takes(place: number, written: Written, waiting: Written[]): boolean {
    if (place !== this.#taken) return false;
    this.#add(written);
    this.#taken++;
    this.takeAll(waiting);
    return true;
  }

  /** Takes all from the next place on that have ended. */
  takeAll(waiting: Written[]): void {
    while (this.#taken < waiting.length) {
      const written = waiting[this.#taken];
      if (written === undefined) return;
      waiting[this.#taken++] = undefined;
      this.#add(written);
    }
  }

  #add(written: Written): void {
    if (written === undefined || this.#failure !== undefined) return;
    this.#written = written;
    try {
      this.#fold.run(this.#folding);
    } catch (error) {
      // A reducer that throws fails the join, which is when all members have ended.
      this.#failure = { error };
    }
  }

  /** Made once, since a closure for each member would cost as much as the folding. */
  readonly #folding = (): void => {
    const { program } = this.#path.level.table;
    const state = (this.#state ??= copyState(this.#path.level.table, this.#path.state));
    if (Array.isArray(this.#written)) for (const update of this.#written) program.fold(state, update);
    else if (this.#written !== undefined) program.fold(state, this.#written);
  };

  /** Puts the joined state in the place of the old one. @throws what a reducer threw; StateValidationError if a folded value does not fit */
  close(): void {
    const path = this.#path;
    const state = this.#state;
    if (this.#failure !== undefined) throw this.#failure.error;
    if (state === undefined) return;
    this.#fold.close();
    const changed: Values = {};
    for (const { name } of path.level.table.fieldList) if (state[name] !== path.state[name]) changed[name] = true;
    checkFolded(path.level, undefined, state, changed);
    path.state = state;
    path.owned = true;
  }
}

/**
 * Folds what all members wrote into the state of the path that entered the group: members in textual order, elements in list order, each member's
 * updates in its own. The result does not depend on which was done first.
 * @throws StateValidationError if a field's condition does not hold of the folded value, and whatever a reducer throws; the state is unchanged then.
 * @throws WriteConflictError if two members wrote a field without reducer.
 */
export function joinMembers(path: Path, split: Split): void {
  const { journal } = path.level.run;
  const { written } = split;
  if (split.exclusive) checkWriters(path.level, split);
  const fold = split.fold ?? new JoinFold(path);
  // The single updates are needed for the join of the group around, and for what is stored.
  const updates = split.fold === undefined ? inOrder(written) : [];
  fold.takeAll(written);
  fold.close();
  if (path.within !== undefined) {
    for (const update of updates) note(path, update);
    if (split.exclusive) path.within.exclusive = true;
  } else if (!split.stuck) journal?.folded(path, updates);
}

function inOrder(written: readonly Written[]): Values[] {
  const updates: Values[] = [];
  for (const one of written) {
    if (Array.isArray(one)) for (const update of one) updates.push(update);
    else if (one !== undefined) updates.push(one);
  }
  return updates;
}

/** Refuses two members that wrote a field without reducer: the later would silently win. */
function checkWriters({ table, threadId }: Owner, split: Split): void {
  const writers = new Map<string, number>();
  for (let place = 0; place < split.written.length; place++) {
    const written = split.written[place];
    if (written === undefined) continue;
    for (const update of Array.isArray(written) ? written : [written]) {
      for (const name in update) {
        if (table.fields.get(name)?.description.reduce !== undefined) continue;
        const other = writers.get(name);
        if (other !== undefined && other !== place) {
          throw new WriteConflictError({
            graph: table.graph.name,
            threadId,
            field: name,
            paths: [split.nameOf(other), split.nameOf(place)],
          });
        }
        writers.set(name, place);
      }
    }
  }
}

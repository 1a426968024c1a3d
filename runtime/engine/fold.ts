import { nameOfEnded, type Path, type Split } from "./path.ts";
import { checkFolded, type Owner } from "./update.ts";
import { foldAll } from "../state/index.ts";
import type { Table } from "./table.ts";
import type { Values } from "./values.ts";
import { WriteConflictError } from "../errors.ts";

/** A state that may be changed without changing the other. */
export function copyState({ program }: Table, state: Values): Values {
  return program.copy === undefined ? { ...state } : program.copy(state);
}

/** The values that an update is about to change, to be put back if the step fails. */
export function valuesBefore(state: Values, update: Values): Values {
  const undo: Values = {};
  for (const name in update) undo[name] = state[name];
  return undo;
}

/** Gives a member's path a state of its own before the first change. */
export function own(path: Path): void {
  if (path.owned) return;
  path.state = copyState(path.level.table, path.state);
  path.owned = true;
}

/** Notes what a member wrote, for the join. */
export function note(path: Path, update: Values): void {
  const { written } = path;
  if (written === undefined) path.written = update;
  else if (Array.isArray(written)) written.push(update);
  else path.written = [written, update];
}

/**
 * Folds what all members wrote into the state of the path that entered the group: members in textual order, elements in list order, each member's
 * updates in its own. The result does not depend on which was done first. Returns the updates in this order.
 * @throws StateValidationError if a field's condition does not hold of the folded value, and whatever a reducer throws; the state is unchanged then.
 * @throws WriteConflictError if two members wrote a field without reducer.
 */
export function joinMembers(owner: Owner, path: Path, split: Split): Values[] {
  const { table } = owner;
  const updates: Values[] = [];
  for (const written of split.written) {
    if (written === undefined) continue;
    if (Array.isArray(written)) for (const update of written) updates.push(update);
    else updates.push(written);
  }
  if (updates.length === 0) return updates;
  if (split.exclusive) checkWriters(owner, split);
  const state = copyState(table, path.state);
  foldAll(() => {
    for (const update of updates) table.program.fold(state, update);
  });
  const touched: Values = {};
  for (const update of updates) for (const name in update) touched[name] = true;
  checkFolded(owner, undefined, state, touched);
  path.state = state;
  path.owned = true;
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
            paths: [nameOfEnded(split, other), nameOfEnded(split, place)],
          });
        }
        writers.set(name, place);
      }
    }
  }
}

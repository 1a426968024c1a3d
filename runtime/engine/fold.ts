import { freezeArrays } from "./update.ts";
import type { Path } from "./path.ts";
import type { Table } from "./table.ts";
import type { Values } from "./values.ts";

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
  if (written !== undefined || path.at !== -1) freezeArrays(update);
  if (written === undefined) path.written = update;
  else if (Array.isArray(written)) written.push(update);
  else path.written = [written, update];
}

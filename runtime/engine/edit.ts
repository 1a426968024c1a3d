import { checkFolded, checkWhole } from "./update.ts";
import { ConfigError } from "../errors.ts";
import { copyState } from "./fold.ts";
import type { Said } from "./journal.ts";
import type { Table } from "./table.ts";
import type { Values } from "./values.ts";

/** Where an update from outside is put. */
export interface EditOptions {
  readonly asNode?: string;
  readonly path?: string;
  /** Where the node goes, if its handler decides by `goto`. */
  readonly goto?: Said;
}

/** The graph and the thread that an update from outside is for. */
export interface Edited {
  readonly table: Table;
  readonly threadId: string | undefined;
}

/** An update from outside, checked, and a copy of the state with it folded in. @throws StateValidationError */
export function foldIn(
  { table, threadId }: Edited,
  before: Values,
  values: unknown,
): { readonly update: Values; readonly state: Values } {
  const owner = { table, threadId, trusts: false };
  const { program } = table;
  const update = checkWhole(owner, program.schemas.update, values, "update");
  const state = copyState(table, before);
  program.fold(state, update);
  checkFolded(owner, undefined, state, update);
  return { update, state };
}

/** An update cannot be put where the caller says. */
export function misplaced({ table, threadId }: Edited, option: keyof EditOptions, problem: string): ConfigError {
  return new ConfigError({ graph: table.graph.name, threadId, option, problem });
}

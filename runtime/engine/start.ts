import { checkFolded, checkWhole, type Owner } from "./update.ts";
import { copyState } from "./fold.ts";
import type { Values } from "./values.ts";

/**
 * The state that a run starts with: the defaults, or what the thread has, with the input folded in. Ephemeral fields start from their default.
 * @throws StateValidationError, NotStorableError
 */
export function startState(owner: Owner, previous: Values | undefined, input: unknown): Values {
  const { table } = owner;
  const { program, blank, fieldList } = table;
  const given = checkWhole(owner, program.schemas.input, input, "input");
  const state = copyState(table, previous ?? blank);
  if (previous !== undefined) {
    for (const { name, description } of fieldList) if (description.ephemeral === true) state[name] = blank[name];
  }
  program.fold(state, given);
  checkFolded(owner, undefined, state, given);
  return state;
}

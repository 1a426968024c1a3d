import { type Edited, misplaced } from "./edit.ts";
import type { ConfigError } from "../errors.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { Said } from "./journal.ts";
import type { Values } from "./values.ts";
import type { Way } from "./ways.ts";

/**
 * The way out of a node that an update from outside stands in for. Where its handler decides by `goto`, `goto` says what it would have said.
 * @throws ConfigError if `goto` is missing, or names what is no target, or nobody decides
 */
export function wayOut(path: Path, { choice, name, program }: Node, goto: Said | undefined): Way<Values> {
  if (choice !== undefined) return choice.told(path, name, goto);
  if (goto === undefined) return program.out as Way<Values>;
  throw undecided(path.level);
}

/** A target was given where no handler decides. */
export function undecided(edited: Edited): ConfigError {
  return misplaced(edited, "goto", "is given where no handler decides: leave it out.");
}

import type { Choice, Targets } from "./ways.ts";
import type { ConfigError } from "../errors.ts";
import { misplaced } from "./edit.ts";
import type { Path } from "./path.ts";

/**
 * What a choice does with an update from outside, which says in the place of the node's handler where to go. Where only one of the targets can be taken,
 * `goto` is its name; where several can (`many`), it is a list.
 */
export function tellable(decide: Choice["decide"], targets: Targets, many: boolean): Choice["told"] {
  const names = Object.keys(targets).map((name) => `"${name}"`);
  const offer = `${many ? "a list of any of" : "one of"} ${names.join(", ")}`;
  return (path, node, goto) => {
    if (goto === undefined) throw problem(path, `is missing: the handler of "${node}" decides where to go`, offer);
    if (Array.isArray(goto) !== many) {
      throw problem(
        path,
        `is ${JSON.stringify(goto)}; "${node}" goes to ${many ? "any number of nodes" : "one node"}`,
        offer,
      );
    }
    const wrong = [goto].flat().find((name) => !Object.hasOwn(targets, name));
    if (wrong === undefined) return decide(path, goto);
    throw problem(path, `names ${JSON.stringify(wrong)}, where "${node}" does not go`, offer);
  };
}

function problem({ level }: Path, found: string, offer: string): ConfigError {
  return misplaced(level, "goto", `${found}. Give ${offer}.`);
}

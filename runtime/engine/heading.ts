import { evaluationFailed, type Next, parked, wait } from "./park.ts";
import { extrasOf, type Path, type Task } from "./path.ts";
import { noArguments, type Values } from "./values.ts";
import { resolve } from "./resolve.ts";
import type { Run } from "./run.ts";
import type { Way } from "./ways.ts";

/** Puts a path on a way that no node's step stores: from `start`, into a member, behind a group. */
export function head(path: Path, way: Way<Values>): void {
  if (typeof way === "number") {
    path.at = way;
    path.args = noArguments;
  } else if (typeof way === "object" && "node" in way) {
    path.at = way.node;
    path.args = way.args;
  } else {
    path.at = -1;
    path.task = new Heading(way);
  }
}

class Heading implements Task {
  readonly kind = "heading";
  readonly #way: Way<Values>;

  constructor(way: Way<Values>) {
    this.#way = way;
  }

  proceed(run: Run, path: Path): Next {
    return takeHeading(run, path, this.#way);
  }
}

export function takeHeading(run: Run, path: Path, way: Way<Values>): Next {
  path.task = undefined;
  try {
    const recalled = run.journal?.recallWay(path);
    if (recalled !== undefined) extrasOf(path).recalled = recalled;
    const waiting = resolve(path, way, run.scope);
    if (waiting !== undefined) return wait(path, "router", waiting);
  } catch (error) {
    return headingFailed(run, path, error);
  }
  return headingTaken(run, path);
}

export function headingTaken(run: Run, path: Path): Next {
  const extras = extrasOf(path);
  const { said, recalled } = extras;
  const number = extras.headings++;
  if (said === undefined) return undefined;
  extras.said = extras.recalled = undefined;
  if (recalled !== undefined) return undefined;
  const stored = run.journal?.saveWay(path, number, said);
  return stored === undefined ? undefined : wait(path, "storage", stored);
}

export function headingFailed(run: Run, path: Path, error: unknown): Next {
  evaluationFailed(run, path, error);
  run.settle(path, false);
  return parked;
}

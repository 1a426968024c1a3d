import { check } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { filesOf, type Entry, type Example, type Finder } from "../diagnostics/family.ts";

type Find = (example: Example, entry: Entry) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;

/** How an example of the catalogue is judged by each finder. What a program throws is no finding. */
const finders: Readonly<Partial<Record<Finder, Find>>> = {
  check: (example) => check(filesOf(example).filter(({ path }) => path.endsWith(".graph"))),
};

/** What is found in an example of a code; without one, in its wrong example. */
export async function findingsOf(entry: Entry, example: Example = entry.wrong): Promise<readonly Diagnostic[]> {
  return finders[entry.foundBy ?? "check"]?.(example, entry) ?? [];
}

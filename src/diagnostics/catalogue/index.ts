/** Every code, in order. The message functions are imported from the families where they are said. */
import type { Code } from "../diagnostic.ts";
import type { Entry } from "../family.ts";
import * as syntax from "./g1.ts";
import * as names from "./g2.ts";
import * as types from "./g3.ts";
import * as state from "./g4.ts";
import * as nodes from "./g5.ts";
import * as flow from "./g6.ts";
import * as bindings from "./g7.ts";
import * as evolution from "./g8.ts";
import * as configuration from "./g9.ts";

/** The codes that begin with the same digit. */
export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export const groups: readonly Group[] = [
  group("Syntax", syntax),
  group("Names", names),
  group("Types", types),
  group("State", state),
  group("Nodes", nodes),
  group("Flow", flow),
  group("Bindings", bindings),
  group("Evolution", evolution),
  group("Configuration", configuration),
];

export const entries: ReadonlyMap<Code, Entry> = new Map(
  groups.flatMap((of) => of.entries.map((entry) => [entry.code, entry] as const)),
);

function group(title: string, families: Readonly<Record<string, { readonly entry: Entry }>>): Group {
  const found = Object.values(families).map((family) => family.entry);
  return { title, entries: found.toSorted((a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1))) };
}

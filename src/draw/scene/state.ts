import type { GraphSymbol } from "../../bind/symbols.ts";
import { describeFields } from "../../plan/describe.ts";
import type { StateRow, StateTable } from "./scene.ts";

export function stateTable(graph: GraphSymbol, id: string): StateTable {
  return { kind: "state", id, rows: stateRows(graph) };
}

export function stateRows(graph: GraphSymbol): readonly StateRow[] {
  return describeFields(graph).map(({ field, type, reduce }) => ({
    modifiers: (["input", "output", "ephemeral"] as const).filter((modifier) => field[modifier]),
    name: field.optional ? `${field.name}?` : field.name,
    type,
    ...(reduce === undefined ? {} : { reduce }),
  }));
}

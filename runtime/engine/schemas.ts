import type { GraphTypes } from "../types/graph-types.ts";
import type { Schemas } from "../types/schemas.ts";
import type { Table } from "./table.ts";

/** What a graph checks values by; asks of subgraphs are called `node/ask`, as their interrupts are. */
export function schemasOf({ program: { events, schemas }, nodes }: Table): Schemas<GraphTypes> {
  const asks = { ...schemas.asks };
  for (const { name, inner } of nodes) {
    for (const [ask, schema] of Object.entries(inner ? schemasOf(inner).asks : {})) asks[`${name}/${ask}`] = schema;
  }
  return { ...schemas, asks, events: events?.schemas ?? {} };
}

import type { Graph } from "../types/description.ts";

/** Freezes a description deeply. */
export function describe(graph: Graph): Graph {
  return freezeData(graph);
}

function freezeData<V>(data: V): V {
  if (typeof data === "object" && data !== null && !Object.isFrozen(data)) {
    Object.freeze(data);
    for (const member of Object.values(data)) freezeData(member);
  }
  return data;
}

import type { ServiceDeskHandlers, ServiceDeskValues, Topic } from "./branching.graph.ts";

const words: readonly (readonly [Topic, RegExp])[] = [
  ["street", /pothole|road|pavement/i],
  ["light", /lamp|light|dark/i],
  ["waste", /bin|rubbish|litter/i],
];

export const recognise = (({ report }) => ({
  topic: words.find(([, pattern]) => pattern.test(report))?.[0] ?? "other",
  urgent: /danger|collapsed|accident/i.test(report),
})) satisfies ServiceDeskHandlers["classify"];

/** A router returns the name of one of its targets; another name is a type error. */
export function nearestDepot({ district }: ServiceDeskValues): "north" | "south" {
  return district.startsWith("north") ? "north" : "south";
}

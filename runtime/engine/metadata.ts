import { type Finding, refused } from "../state/index.ts";
import { keepJson, reportJson } from "../state/storable.ts";
import { ConfigError } from "../errors.ts";
import { detach } from "../state/detach.ts";
import type { Json } from "../types/graph-types.ts";

/** What is stored with the checkpoints of a call. */
export type Metadata = { readonly [key: string]: Json };

const none: Metadata = Object.freeze({});

/** A copy of what the caller gave, which nobody changes. @throws ConfigError if it could not be stored as it is */
export function metadataOf(graph: string, given: unknown): Metadata {
  if (given === undefined) return none;
  const kept = keepJson(detach(given));
  if (kept === refused) {
    const findings: Finding[] = [];
    reportJson(given, [], findings);
    const { found = "no JSON", path = [] } = findings[0] ?? {};
    const place = path.length === 0 ? "is" : `has at "${path.join(".")}"`;
    throw new ConfigError({
      graph,
      option: "metadata",
      problem: `${place} what cannot be stored: ${found}. Give JSON.`,
    });
  }
  if (typeof kept === "object" && kept !== null && !Array.isArray(kept)) return kept as Metadata;
  throw new ConfigError({ graph, option: "metadata", problem: "must be an object." });
}

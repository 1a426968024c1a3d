import type { PrunePolicy, ThreadQuery } from "../types/storage.ts";
import { checkChoice } from "./config.ts";
import { ConfigError } from "../errors.ts";
import type { HistoryQuery } from "../types/state.ts";

const sources = ["input", "step", "update", "fork"];
const statuses = ["running", "waiting", "stopped", "failed", "done"];

/** @throws ConfigError if no checkpoint could be meant by it. */
export function checkHistory(graph: string, query: HistoryQuery): HistoryQuery {
  checkLimit(graph, query);
  checkChoice(graph, "source", query.source, sources);
  if (query.before !== undefined && typeof query.before !== "string") {
    throw new ConfigError({ graph, option: "before", problem: "must be the id of a checkpoint." });
  }
  return query;
}

/** @throws ConfigError if no thread could be meant by it. */
export function checkThreads(graph: string, query: ThreadQuery): ThreadQuery {
  checkLimit(graph, query);
  checkChoice(graph, "status", query.status, statuses);
  checkTime(graph, "dueBefore", query.dueBefore);
  if (query.prefix !== undefined && typeof query.prefix !== "string") {
    throw new ConfigError({ graph, option: "prefix", problem: "must be a text." });
  }
  return query;
}

/** What is not understood removes nothing. @throws ConfigError */
export function checkPolicy(graph: string, policy: PrunePolicy): PrunePolicy {
  checkAmount(graph, "keepLast", policy.keepLast);
  checkTime(graph, "olderThan", policy.olderThan);
  return policy;
}

function checkLimit(graph: string, { limit }: { readonly limit?: number }): void {
  if (limit !== Infinity) checkAmount(graph, "limit", limit);
}

function checkAmount(graph: string, option: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return;
  throw new ConfigError({ graph, option, problem: "must be a whole number that is not negative." });
}

function checkTime(graph: string, option: string, value: Date | undefined): void {
  if (value === undefined || (value instanceof Date && !Number.isNaN(value.getTime()))) return;
  throw new ConfigError({ graph, option, problem: "must be a valid Date." });
}

/** Every rule, in the order in which they run. What they find is sorted by place afterwards, so that the order decides nothing else. */
import type { Rule } from "./rule.ts";
import { armsTaken } from "./rules/arms-taken.ts";
import { exhaustiveBranches } from "./rules/exhaustive-branches.ts";
import { gotoBehindHandler } from "./rules/goto-behind-handler.ts";
import { leavingGroups } from "./rules/leaving-groups.ts";
import { onePlace } from "./rules/one-place.ts";
import { oneWayOut } from "./rules/one-way-out.ts";
import { pathsToEnd } from "./rules/paths-to-end.ts";
import { reachable } from "./rules/reachable.ts";
import { startEdge } from "./rules/start-edge.ts";
import { subgraphMapping } from "./rules/subgraph-mapping.ts";
import { targetArguments } from "./rules/target-arguments.ts";

export type { Rule, RuleContext } from "./rule.ts";

export const rules: readonly Rule[] = [
  startEdge,
  oneWayOut,
  onePlace,
  leavingGroups,
  reachable,
  pathsToEnd,
  targetArguments,
  gotoBehindHandler,
  exhaustiveBranches,
  armsTaken,
  subgraphMapping,
];

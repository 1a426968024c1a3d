/** Every rule, in the order in which they run. What they find is sorted by place afterwards, so that the order decides nothing else but what a rule can ask of those before it. */
import type { Rule } from "./rule.ts";
import { armsTaken } from "./rules/arms-taken.ts";
import { constraintsHold } from "./rules/constraints-hold.ts";
import { cycleExits } from "./rules/cycle-exits.ts";
import { exhaustiveBranches } from "./rules/exhaustive-branches.ts";
import { gotoBehindHandler } from "./rules/goto-behind-handler.ts";
import { groupWriters } from "./rules/group-writers.ts";
import { guards } from "./rules/guards.ts";
import { leavingGroups } from "./rules/leaving-groups.ts";
import { lostUpdates } from "./rules/lost-updates.ts";
import { onePlace } from "./rules/one-place.ts";
import { oneWayOut } from "./rules/one-way-out.ts";
import { outputsWritten } from "./rules/outputs-written.ts";
import { pathsToEnd } from "./rules/paths-to-end.ts";
import { readBeforeWrite } from "./rules/read-before-write.ts";
import { reachable } from "./rules/reachable.ts";
import { reducedDefaults } from "./rules/reduced-defaults.ts";
import { reducerFits } from "./rules/reducer-fits.ts";
import { startEdge } from "./rules/start-edge.ts";
import { subgraphMapping } from "./rules/subgraph-mapping.ts";
import { targetArguments } from "./rules/target-arguments.ts";
import { unusedFields } from "./rules/unused-fields.ts";
import { unusedNames } from "./rules/unused-names.ts";
import { writesOutside } from "./rules/writes-outside.ts";

export type { Rule, RuleContext } from "./rule.ts";

export const rules: readonly Rule[] = [
  groupWriters,
  reducerFits,
  reducedDefaults,
  writesOutside,
  startEdge,
  exhaustiveBranches,
  armsTaken,
  guards,
  oneWayOut,
  onePlace,
  leavingGroups,
  reachable,
  pathsToEnd,
  targetArguments,
  gotoBehindHandler,
  constraintsHold,
  subgraphMapping,
  readBeforeWrite,
  outputsWritten,
  lostUpdates,
  cycleExits,
  unusedNames,
  unusedFields,
];

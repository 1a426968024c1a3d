/** Every rule, in the order in which they run. What they find is sorted by place afterwards, so that the order decides nothing else. */
import type { Rule } from "./rule.ts";

export type { Rule, RuleContext } from "./rule.ts";

export const rules: readonly Rule[] = [];

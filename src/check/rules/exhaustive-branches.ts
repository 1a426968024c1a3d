import { stepsOf } from "../../bind/link/chains.ts";
import type * as ast from "../../ast/ast.ts";
import { G601 } from "../../diagnostics/catalogue/g6.ts";
import type { Source } from "../../source/source.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { matcherOf, uncovered } from "../../types/exhaustive.ts";
import { isUndecided, structure, units } from "../../types/parts.ts";
import { typeToString } from "../../types/print.ts";
import { isBare, misspeltPatterns } from "../expressions/literal-help.ts";
import { missingArms } from "../missing-arms.ts";
import type { Rule } from "../rule.ts";
import type { Typing } from "../typing.ts";

/** A `match` says where every value goes (G601). */
export const exhaustiveBranches: Rule = ({ module, typing, report }) => {
  for (const { node, source } of module.graphs) {
    for (const step of stepsOf(node)) if (step.kind === "Match") checkMatch(step, typing, source, report);
  }
};

function checkMatch({ subject, arms }: ast.Match, typing: Typing, source: Source, report: Report): void {
  const type = typing.types.get(subject);
  if (!type || arms.some((arm) => !arm.patterns)) return;
  const given = arms.flatMap((arm) => arm.patterns ?? []);
  // A name in place of a pattern may stand for any that is missing.
  const canMatch = matcherOf(type);
  if (given.some((pattern) => isBare(pattern, source) && !canMatch(pattern))) return;
  const { patterns, open } = uncovered(type, given);
  // A value whose arm is misspelt is not missing: what is wrong is said of the arm.
  const meant = new Set([...misspeltPatterns(given, type, source).values()].map(({ instead }) => instead.meant));
  const missing = patterns.filter((pattern) => !meant.has(pattern));
  const fixes = missingArms(arms, ["else"], source);
  if (open) report(G601.open(typeToString(type)), subject.span, { fixes });
  else if (missing.length > 0)
    report(G601.missing(missing), subject.span, { fixes: missingArms(arms, missing, source) });
  else if (isUndecided(type) && !units(type).some((unit) => structure(unit).kind === "unknown"))
    report(G601.open(typeToString(type)), subject.span, { fixes });
}

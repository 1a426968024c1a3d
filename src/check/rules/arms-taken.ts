import type * as ast from "../../ast/ast.ts";
import { chainsOf } from "../../bind/link/chains.ts";
import { G602 } from "../../diagnostics/catalogue/g6.ts";
import type { Message, Report } from "../../diagnostics/diagnostic.ts";
import { itemRemoval, removal } from "../../diagnostics/mend.ts";
import type { Suggestion } from "../../diagnostics/suggest.ts";
import type { Source } from "../../source/source.ts";
import { isEnumerable, matcherOf, uncovered } from "../../types/exhaustive.ts";
import { unknownType } from "../../types/make.ts";
import { alternatives, isUndecided, structure } from "../../types/parts.ts";
import { typeToString } from "../../types/print.ts";
import { textOf, valueOf, type LiteralValue } from "../literals.ts";
import { isBare, misspeltPatterns } from "../expressions/literal-help.ts";
import { firstLine } from "../places.ts";
import type { Type } from "../../types/type.ts";
import type { Rule, RuleContext } from "../rule.ts";
import type { Typing } from "../typing.ts";

/** Every arm, every choice and every bounded way can be taken (G602). */
export const armsTaken: Rule = ({ module, typing, report, isSound }) => {
  for (const { node, source } of module.graphs) {
    const context: Context = { typing, report, isSound, source };
    for (const { chain } of chainsOf(node)) {
      for (const step of chain.steps) {
        if (step.kind === "Match") checkMatch(step, context);
        if (step.kind === "When") untilElse(step.arms, (arm) => !arm.condition, context);
        if (step.kind === "Route" || step.kind === "Goto") checkChoices(step.choices, context);
      }
      if (chain.bound) checkBound(chain.bound, report);
    }
  }
};

interface Context extends Pick<RuleContext, "typing" | "report" | "isSound"> {
  readonly source: Source;
}

function checkMatch({ subject, arms }: ast.Match, context: Context): void {
  const { typing, report, source } = context;
  const taken = untilElse(arms, (arm) => !arm.patterns, context).flatMap((arm) => arm.patterns ?? []);
  const type = typing.types.get(subject);
  // What can be no subject of a match has been reported as such.
  const isKnown = type !== undefined && !isUndecided(type) && !alternatives(type).some(isComposite);
  const mayBeUnset = holdsOptionalField(subject, typing);

  const misspelt = isKnown ? misspeltPatterns(taken, type, source) : new Map<ast.Literal, Suggestion>();
  const canMatch = matcherOf(type ?? unknownType);
  // Where no pattern fits, it is the subject that is wrong, which is said once.
  const isOther = isKnown && taken.length > 1 && !taken.some(canMatch);
  const earlier = new Map<LiteralValue, ast.Literal>();
  for (const pattern of taken) {
    const value = valueOf(pattern);
    const same = earlier.get(value);
    const text = textOf(pattern, source);
    if (isBare(pattern, source)) earlier.set(value, pattern);
    else if (same) report(G602.patternTwice(text), pattern.span, seconded(source, same, "it is taken here"));
    else if (isKnown && !(pattern.kind === "NullLiteral" && mayBeUnset) && !canMatch(pattern)) {
      if (isOther && pattern !== taken[0]) continue;
      report(G602.notOfType(text, typeToString(type), misspelt.get(pattern)), pattern.span);
    } else earlier.set(value, pattern);
  }

  const last = arms.find((arm) => !arm.patterns);
  if (!last || !isKnown || mayBeUnset || !isEnumerable(type)) return;
  const { patterns, open } = uncovered(type, taken);
  if (patterns.length > 0 || open) return;
  report(G602.elseLeft(), firstLine(last.span, source), { fixes: [removal("remove the arm", last.span, source)] });
}

function isComposite(type: Type): boolean {
  return ["array", "tuple", "map", "object"].includes(structure(type).kind);
}

/** The arms that come before `else`, and `else`; what stands behind it is reported once. */
function untilElse<Arm extends ast.MatchArm | ast.WhenArm>(
  arms: readonly Arm[],
  isElse: (arm: Arm) => boolean,
  { report, isSound, source }: Context,
): readonly Arm[] {
  const index = arms.findIndex(isElse);
  const [last, behind] = index < 0 ? [] : arms.slice(index);
  // What has an error may not have been meant as an arm.
  if (last && behind && (!("condition" in behind) || !behind.condition || isSound(behind.condition.span))) {
    const at = { span: firstLine(last.span, source) };
    const fixes = [removal("remove the arm", behind.span, source)];
    report(G602.behindElse(), firstLine(behind.span, source), {
      ...seconded(source, at, "`else` takes everything"),
      fixes,
    });
  }
  return index < 0 ? arms : arms.slice(0, index + 1);
}

function checkChoices({ targets }: ast.Choices, { report, source }: Context): void {
  const earlier = new Map<string, ast.Identifier>();
  const items = targets.map(({ span }) => span);
  for (const target of targets) {
    const same = earlier.get(target.name);
    if (!same) earlier.set(target.name, target);
    else {
      const fixes = [itemRemoval(`remove the second \`${target.name}\``, target.span, items)];
      report(G602.choiceTwice(target.name), target.span, {
        ...seconded(source, same, "it is named here already"),
        fixes,
      });
    }
  }
}

function checkBound({ max }: ast.Bound, report: Report): void {
  const message: Message | undefined = !Number.isSafeInteger(max.value)
    ? G602.boundNotWhole(max.text)
    : max.value < 1
      ? G602.boundOfZero()
      : undefined;
  if (message) report(message, max.span);
}

/** Whether the value depends on a field that may be absent in general, though the flow may prove it to be present here: then `null` and `else` are no mistake. */
function holdsOptionalField(subject: ast.Expression, typing: Typing): boolean {
  let at = subject;
  while (at.kind === "Access" || at.kind === "Index") at = at.object;
  if (at.kind !== "Name") return true;
  const symbol = typing.names.get(at);
  return symbol?.kind === "let" || (symbol?.kind === "field" && (symbol.optional || !(symbol.input || symbol.default)));
}

function seconded(source: Source, { span }: { readonly span: ast.Expression["span"] }, message: string) {
  return { related: [{ source, span, message }] };
}

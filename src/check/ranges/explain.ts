/** Why a condition has only one outcome, in words. */
import type * as ast from "../../ast/ast.ts";
import { operandsOf } from "./conditions.ts";
import type { Frame } from "./ids.ts";
import { phraseOf } from "./phrases.ts";
import type { Ranges } from "./ranges.ts";
import { isComparison } from "./relation.ts";
import { joined, type Reason } from "./value.ts";
import type { World } from "./world.ts";

export interface Explanation {
  /** The part of the condition that decides it, on one line. */
  readonly text: string;
  /** Whether that part is always true, or always false. */
  readonly outcome: boolean;
  /** "`score` is at most 10 (`where value <= 10`)". */
  readonly why: string;
  readonly reasons: readonly Reason[];
}

/** Nothing where only constants decide it: a switch that was set on purpose. */
export function explain(
  ranges: Ranges,
  condition: ast.Expression,
  outcome: boolean,
  frame: Frame,
  world: World,
): Explanation | undefined {
  switch (condition.kind) {
    case "Unary":
      return explain(ranges, condition.operand, !outcome, frame, world);
    case "Name": {
      const symbol = frame.names.has(condition.name) ? undefined : frame.graph?.lets.get(condition.name);
      if (symbol) return explain(ranges, symbol.value, outcome, ranges.ids.letFrame(frame), world);
      break;
    }
    case "Binary":
      if (condition.operator === "&&" || condition.operator === "||") {
        return explainRow(ranges, condition, outcome, frame, world);
      }
      if (isComparison(condition.operator)) return explainComparison(ranges, condition, outcome, frame, world);
      break;
    case "BooleanLiteral":
    case "Conditional":
      return undefined;
    default:
      break;
  }
  const text = textOf(condition, frame);
  const value = ranges.value(condition, frame, world);
  const said = world.facts.get(ranges.ids.of(condition, frame));
  const reasons = tellable(joined(said?.because ?? [], value.because));
  if (reasons.length === 0) return undefined;
  return { text, outcome, why: `\`${text}\` is \`${outcome}\`${inBrackets(reasons)}`, reasons };
}

function explainRow(
  ranges: Ranges,
  condition: ast.Binary,
  outcome: boolean,
  frame: Frame,
  world: World,
): Explanation | undefined {
  const isAnd = condition.operator === "&&";
  let at = world;
  for (const operand of operandsOf(condition)) {
    const { mayBeTrue, mayBeFalse } = ranges.truth(operand, frame, at);
    const isDecided = outcome ? !mayBeFalse : !mayBeTrue;
    const found = isDecided ? explain(ranges, operand, outcome, frame, at) : undefined;
    if (found) return found;
    const next = ranges.assume(operand, isAnd, frame, at);
    if (!next.isPossible) return undefined;
    at = next;
  }
  return undefined;
}

function explainComparison(
  ranges: Ranges,
  condition: ast.Binary,
  outcome: boolean,
  frame: Frame,
  world: World,
): Explanation | undefined {
  const { left, right } = condition;
  const [a, b] = [ranges.ids.of(left, frame), ranges.ids.of(right, frame)];
  const text = textOf(condition, frame);
  if (a === b) return { text, outcome, why: "both sides are the same", reasons: [] };
  const isOfAbsence = left.kind === "NullLiteral" || right.kind === "NullLiteral";
  const clauses: string[] = [];
  let reasons: readonly Reason[] = [];
  for (const side of [left, right]) {
    const value = ranges.value(side, frame, world);
    const own = tellable(value.because);
    const phrase = own.length > 0 ? phraseOf(value, isOfAbsence) : undefined;
    if (phrase === undefined) continue;
    clauses.push(`\`${textOf(side, frame)}\` ${phrase}${inBrackets(own)}`);
    reasons = joined(reasons, own);
  }
  const related = ranges.relation(a, b, world);
  if (clauses.length === 0 && related) {
    reasons = tellable(related.because);
    clauses.push(reasons.map((reason) => reason.text).join(" and "));
  }
  return reasons.length === 0 ? undefined : { text, outcome, why: clauses.join(", and "), reasons };
}

/** The reasons to tell: declared types only where nothing stronger is said. */
function tellable(reasons: readonly Reason[]): readonly Reason[] {
  const strong = reasons.filter((reason) => !reason.isWeak);
  return strong.length > 0 ? strong : reasons;
}

function inBrackets(reasons: readonly Reason[]): string {
  return ` (${reasons.map((reason) => reason.text).join(", ")})`;
}

/** The text of an expression on one line. */
export function textOf({ span }: ast.Expression, { source }: Frame): string {
  return source.text.slice(span.start, span.end).replaceAll(/\s+/g, " ");
}

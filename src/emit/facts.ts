/**
 * What TypeScript knows to be present at a place of an expression, so that emission asserts presence only where the language proves it and TypeScript does not:
 * behind conditions that it does not follow, and inside lambdas, which forget what was known of members outside.
 */
import type * as ast from "../ast/ast.ts";
import type { Typing } from "../check/typing.ts";
import { walkExpression } from "../plan/expressions.ts";
import { mayBeMissing } from "../types/parts.ts";

/** The paths (`field.member`) that are known to be neither absent nor null, and, behind a `~`, those that a condition has compared: TypeScript follows what that tells. */
export type Facts = ReadonlySet<string>;

export const NO_FACTS: Facts = new Set();

export function allOf(...facts: readonly Facts[]): Facts {
  return new Set(facts.flatMap((some) => [...some]));
}

/** The path of an expression that TypeScript narrows: a name, a member of one, or an element at a literal place. */
export function pathOf(expression: ast.Expression, typing: Typing): string | undefined {
  if (expression.kind === "Name") {
    const symbol = typing.names.get(expression);
    return symbol === undefined || symbol.kind === "let" ? undefined : expression.name;
  }
  if (expression.kind === "Access") {
    const object = pathOf(expression.object, typing);
    return object === undefined ? undefined : `${object}.${expression.member.name}`;
  }
  if (expression.kind === "Index" && expression.index.kind === "NumberLiteral") {
    const object = pathOf(expression.object, typing);
    return object === undefined ? undefined : `${object}[${expression.index.value}]`;
  }
  return undefined;
}

/** Whether TypeScript knows a path to be there. */
export function isThere(path: string | undefined, facts: Facts): boolean {
  return path !== undefined && facts.has(path);
}

/** Whether TypeScript knows of a path what conditions have told the language. */
export function isNarrowed(path: string | undefined, facts: Facts): boolean {
  return path !== undefined && facts.has(`~${path}`);
}

/** What TypeScript knows after a condition turned out true or false. */
export function factsAfter(condition: ast.Expression, outcome: boolean, typing: Typing): Facts {
  return allOf(presentAfter(condition, outcome, typing), comparedIn(condition, typing));
}

/** The paths that a condition compares, and the objects that they are members of: a member can tell the alternatives of a union apart. */
function comparedIn(condition: ast.Expression, typing: Typing): Facts {
  const found = new Set<string>();
  walkExpression(condition, (part) => {
    const path = pathOf(part, typing);
    if (path !== undefined) found.add(`~${path}`);
  });
  return found;
}

function presentAfter(condition: ast.Expression, outcome: boolean, typing: Typing): Facts {
  switch (condition.kind) {
    case "Unary":
      return condition.operator === "!" ? presentAfter(condition.operand, !outcome, typing) : NO_FACTS;
    case "Binary":
      return presentAfterBinary(condition, outcome, typing);
    case "Name":
    case "Access":
    case "Index":
      return outcome ? presentWith(condition, typing) : NO_FACTS;
    default:
      return NO_FACTS;
  }
}

function presentAfterBinary({ operator, left, right }: ast.Binary, outcome: boolean, typing: Typing): Facts {
  switch (operator) {
    case "&&":
    case "||":
      if (outcome !== (operator === "&&")) return NO_FACTS;
      return allOf(presentAfter(left, outcome, typing), presentAfter(right, outcome, typing));
    case "==":
    case "!=": {
      const equal = outcome === (operator === "==");
      if (right.kind === "NullLiteral") return equal ? NO_FACTS : presentWith(left, typing);
      if (left.kind === "NullLiteral") return equal ? NO_FACTS : presentWith(right, typing);
      if (!equal) return NO_FACTS;
      return allOf(
        isPresent(right, typing) ? presentWith(left, typing) : NO_FACTS,
        isPresent(left, typing) ? presentWith(right, typing) : NO_FACTS,
      );
    }
    default:
      return NO_FACTS;
  }
}

interface Arm {
  readonly patterns?: readonly ast.Literal[];
}

function takesAbsence({ patterns }: Arm): boolean {
  return patterns === undefined || patterns.some((pattern) => pattern.kind === "NullLiteral");
}

/** What is known in an arm of a match: the subject is there if the arm does not take absence, or an arm before has taken it. */
export function factsOfMatch(subject: ast.Expression, arms: readonly Arm[], index: number, typing: Typing): Facts {
  const arm = arms[index];
  const there = (arm !== undefined && !takesAbsence(arm)) || arms.slice(0, index).some(takesAbsence);
  return allOf(there ? presentWith(subject, typing) : NO_FACTS, comparedIn(subject, typing));
}

/** `a?.b` can only be there if `a` is. */
function presentWith(expression: ast.Expression, typing: Typing): Facts {
  const found = new Set<string>();
  for (let at = expression; ; at = at.object) {
    const path = pathOf(at, typing);
    if (path !== undefined) found.add(path);
    if (at.kind !== "Access" && at.kind !== "Index") return found;
  }
}

function isPresent(expression: ast.Expression, typing: Typing): boolean {
  const type = typing.types.get(expression);
  return type !== undefined && !mayBeMissing(type);
}

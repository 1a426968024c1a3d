import type * as ast from "../../ast/ast.ts";
import { G301, G305 } from "../../diagnostics/catalogue/g3.ts";
import type { Suggestion } from "../../diagnostics/suggest.ts";
import { canEqual, holdsObjects } from "../../types/compare.ts";
import { eitherOf } from "../../types/either.ts";
import { bigintType, booleanType, intType, numberType, stringType, unknownType } from "../../types/make.ts";
import { alternatives, isMissing, present } from "../../types/parts.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import type { Checker } from "./checker.ts";
import { commonKind, isOf, isWhole, numeric } from "./kinds.ts";
import { didYouMeanLiteral } from "./literal-help.ts";
import { withFacts, type Scope } from "./scope.ts";

export function checkUnary(expression: ast.Unary, scope: Scope, checker: Checker): Type {
  const { operand, operator } = expression;
  if (operator === "!") {
    checker.checkCondition(operand, scope, "`!`");
    return booleanType;
  }
  const type = checker.checkPresent(operand, scope);
  if (isOf(type, "number") || isOf(type, "bigint")) return commonKind(type) === "open" ? unknownType : numeric(type);
  checker.report(G301.operand("-", "a number", describe(type)), operand.span);
  return unknownType;
}

export function checkBinary(expression: ast.Binary, scope: Scope, checker: Checker, expected?: Type): Type {
  const { operator, left, right } = expression;
  switch (operator) {
    case "&&":
    case "||":
      if (isGuessed(expression, checker)) {
        for (const side of [left, right]) checker.check(side, scope);
        return unknownType;
      }
      return checkLogical(expression, scope, checker);
    case "??": {
      const type = checker.check(left, scope, expected);
      const otherwise = checker.check(right, scope, expected ?? present(type));
      return eitherOf([present(type), otherwise]);
    }
    case "==":
    case "!=": {
      const before = checker.mistakes;
      const sides = [checker.check(left, scope), checker.check(right, scope)] as const;
      if (isGuessed(expression, checker)) return unknownType;
      if (checker.mistakes === before) checkEquality(expression, ...sides, checker);
      return booleanType;
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (isGuessed(expression, checker)) {
        for (const side of [left, right]) checker.check(side, scope);
        return unknownType;
      }
      return checkOrder(expression, scope, checker);
    case "+":
      return checkPlus(expression, scope, checker);
    default:
      return checkArithmetic(expression, scope, checker);
  }
}

/** Of two sides that are no conditions one is reported: it is the operator then that was not meant, and what it gives is not known. */
function checkLogical({ operator, left, right }: ast.Binary, scope: Scope, checker: Checker): Type {
  const where = `\`${operator}\``;
  const verdict = checker.checkCondition(left, scope, where);
  const facts = checker.assume(left, operator === "&&", scope.facts);
  const inner = verdict === "right" ? withFacts(scope, facts) : withoutValue(withFacts(scope, facts));
  if (verdict === "wrong") {
    checker.behind("doubtful", () => checker.check(right, inner));
    return unknownType;
  }
  const other = checker.behind(verdict, () => checker.checkCondition(right, inner, where));
  return other === "wrong" ? unknownType : booleanType;
}

/** Behind a mistake in the condition of a field or type, it is most likely what it constrains that has another type than was meant. */
function withoutValue(scope: Scope): Scope {
  return scope.place === "constraint" ? { ...scope, specials: { ...scope.specials, value: unknownType } } : scope;
}

/** Whether the text has another sign, which has been reported and may not have been meant as the operator. */
function isGuessed({ operator, operatorSpan }: ast.Binary, { module }: Checker): boolean {
  return module.source.text.slice(operatorSpan.start, operatorSpan.end) !== operator;
}

function checkEquality(expression: ast.Binary, left: Type, right: Type, checker: Checker): void {
  if (onlyMissing(left) || onlyMissing(right)) return;
  for (const [side, type, other] of [
    [expression.left, left, right],
    [expression.right, right, left],
  ] as const) {
    const there = present(type);
    if (!holdsObjects(there) || (!isOnlyObjects(there) && !holdsObjects(present(other)))) continue;
    const isDate = commonKind(there) === "date";
    checker.report(isDate ? G305.dates() : G305.objects(describe(there)), isDate ? expression.span : side.span);
    return;
  }
  const isImpossible = alternatives(left).length === 0 || alternatives(right).length === 0;
  if (isImpossible || canEqual(left, right)) return;
  const literal = isLiteral(expression.right)
    ? expression.right
    : isLiteral(expression.left)
      ? expression.left
      : undefined;
  const other = literal === expression.left ? expression.right : expression.left;
  if (!literal) {
    const message = G305.neverEqual(
      `${checker.textOf(expression.left)} (${describe(left)})`,
      `${checker.textOf(expression.right)} (${describe(right)})`,
      undefined,
    );
    checker.report(message, expression.span);
    return;
  }
  const otherType = literal === expression.left ? right : left;
  checker.report(
    G305.neverEqual(checker.textOf(other), checker.textOf(literal), literalHelp(literal, otherType, checker)),
    literal.span,
  );
}

function onlyMissing(type: Type): boolean {
  const all = alternatives(type);
  return all.length > 0 && all.every(isMissing);
}

function isOnlyObjects(type: Type): boolean {
  return alternatives(type).every((alternative) => holdsObjects(alternative));
}

function isLiteral(expression: ast.Expression): expression is ast.Literal {
  return /^(?:String|Number|BigInt|Boolean)Literal$/.test(expression.kind);
}

/** What a literal was probably meant to be, or what there is to choose from. */
function literalHelp(literal: ast.Literal, type: Type, { module }: Checker): Suggestion | string {
  return didYouMeanLiteral(literal, type, module.source) ?? `it is ${describe(type)}`;
}

function checkOrder(expression: ast.Binary, scope: Scope, checker: Checker): Type {
  const { operator, left, right } = expression;
  const sides = [left, right].map((side) => ({ side, type: checker.checkPresent(side, scope) }));
  const wrong = sides.find(({ type }) => !["string", "number", "bigint", "date", "open"].includes(commonKind(type)));
  if (wrong) {
    checker.report(G305.order(operator, describe(wrong.type)), wrong.side.span);
    return unknownType;
  }
  const kinds = sides.map(({ type }) => commonKind(type)).filter((kind) => kind !== "open");
  const [a, b] = kinds.map((kind) => (kind === "bigint" ? "number" : kind));
  if (a === undefined || b === undefined || a === b) return booleanType;
  const [first, second] = sides.map(({ type }) => describe(type));
  checker.report(G305.orderMixed(operator, first ?? "", second ?? ""), expression.span);
  return unknownType;
}

function checkPlus(expression: ast.Binary, scope: Scope, checker: Checker): Type {
  const left = checker.checkPresent(expression.left, scope);
  const right = checker.checkPresent(expression.right, scope);
  const isText = [left, right].some((type) => commonKind(type) === "string");
  if (!isText && [left, right].every((type) => isOf(type, "number", "bigint"))) {
    return arithmeticType(expression, left, right, checker);
  }
  for (const [side, type] of [
    [expression.left, left],
    [expression.right, right],
  ] as const) {
    if (isOf(type, "string", "number", "bigint", "boolean")) continue;
    checker.report(G301.concatenation(describe(type)), side.span);
    return unknownType;
  }
  if (isText || [left, right].every((type) => commonKind(type) === "other")) return stringType;
  if ([left, right].some((type) => commonKind(type) === "open")) return unknownType;
  checker.report(G301.operands("+", describe(left), describe(right)), expression.span);
  return unknownType;
}

function checkArithmetic(expression: ast.Binary, scope: Scope, checker: Checker): Type {
  const left = checker.checkPresent(expression.left, scope);
  const right = checker.checkPresent(expression.right, scope);
  for (const [side, type] of [
    [expression.left, left],
    [expression.right, right],
  ] as const) {
    if (isOf(type, "number") || isOf(type, "bigint")) continue;
    checker.report(G301.operand(expression.operator, "numbers", describe(type)), side.span);
    return unknownType;
  }
  return arithmeticType(expression, left, right, checker);
}

/** The type of a sum, difference, product, quotient or remainder of numbers. */
function arithmeticType(expression: ast.Binary, left: Type, right: Type, checker: Checker): Type {
  const kinds = [left, right].map(commonKind);
  if (kinds.includes("open")) return kinds.includes("bigint") ? bigintType : unknownType;
  if (kinds.every((kind) => kind === "bigint")) return bigintType;
  if (kinds.every((kind) => kind === "number")) {
    return expression.operator !== "/" && isWhole(left) && isWhole(right) ? intType : numberType;
  }
  checker.report(G301.operands(expression.operator, describe(left), describe(right)), expression.span);
  return unknownType;
}

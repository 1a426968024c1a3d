/** What a condition tells of the types of what it mentions. */
import type * as ast from "../../ast/ast.ts";
import { literalType, unionOf } from "../../types/make.ts";
import { equalTo, unequalTo, withMember } from "../../types/narrow.ts";
import { alternatives, isMissing, mayBeMissing, present, units } from "../../types/parts.ts";
import type { Type } from "../../types/type.ts";

/** Narrowed types by the path of what they are the types of: `category`, `message.toolCalls`, `approvers[0]`. */
export type Facts = ReadonlyMap<string, Type>;

export const noFacts: Facts = new Map();

/** Types as far as they are known already. */
export type KnownTypes = (expression: ast.Expression) => Type | undefined;

/** The path of an expression of which a condition can tell something; a value that has no name has none. */
export function pathOf(expression: ast.Expression): string | undefined {
  if (expression.kind === "Name") return expression.name;
  if (expression.kind === "Access") {
    const object = pathOf(expression.object);
    return object === undefined ? undefined : `${object}.${expression.member.name}`;
  }
  if (expression.kind === "Index") {
    const object = pathOf(expression.object);
    const index = indexOf(expression.index);
    return object === undefined || index === undefined ? undefined : `${object}[${index}]`;
  }
  return undefined;
}

function indexOf(index: ast.Expression): string | undefined {
  if (index.kind === "NumberLiteral") return String(index.value);
  return index.kind === "StringLiteral" ? JSON.stringify(index.value) : pathOf(index);
}

/** What is known when a condition, whose parts have their types, turned out true or false. */
export function assume(condition: ast.Expression, outcome: boolean, facts: Facts, typeOf: KnownTypes): Facts {
  switch (condition.kind) {
    case "Unary":
      return condition.operator === "!" ? assume(condition.operand, !outcome, facts, typeOf) : facts;
    case "Binary":
      return assumeBinary(condition, outcome, facts, typeOf);
    case "Name":
    case "Access":
    case "Index":
      return restrict(condition, literalType(outcome), true, facts, typeOf);
    default:
      return facts;
  }
}

function assumeBinary(condition: ast.Binary, outcome: boolean, facts: Facts, typeOf: KnownTypes): Facts {
  const { operator, left, right } = condition;
  switch (operator) {
    case "&&":
    case "||": {
      const both = operator === "&&";
      const afterLeft = assume(left, both, facts, typeOf);
      const afterBoth = assume(right, outcome, afterLeft, typeOf);
      return outcome === both ? afterBoth : either(assume(left, !both, facts, typeOf), afterBoth);
    }
    case "==":
    case "!=": {
      const isEqual = outcome === (operator === "==");
      return compared(left, right, isEqual, compared(right, left, isEqual, facts, typeOf), typeOf);
    }
    default:
      return facts;
  }
}

/** What holds in either of two cases. */
function either(a: Facts, b: Facts): Facts {
  const found = new Map<string, Type>();
  for (const [path, type] of a) {
    const other = b.get(path);
    if (other) found.set(path, unionOf([type, other]));
  }
  return found;
}

function compared(
  expression: ast.Expression,
  other: ast.Expression,
  isEqual: boolean,
  facts: Facts,
  typeOf: KnownTypes,
): Facts {
  const type = typeOf(other);
  if (!type) return facts;
  const isSingle = units(type).length === 1 || alternatives(type).every(isMissing);
  return isEqual || isSingle ? restrict(expression, type, isEqual, facts, typeOf) : facts;
}

/** What is known when an expression equals, or does not equal, a value of a type. */
export function restrict(
  expression: ast.Expression,
  other: Type,
  isEqual: boolean,
  facts: Facts,
  typeOf: KnownTypes,
): Facts {
  const path = pathOf(expression);
  const type = (path === undefined ? undefined : facts.get(path)) ?? typeOf(expression);
  if (!type || type.kind === "unknown") return facts;
  const narrowed = isEqual ? equalTo(type, other) : unequalTo(type, other);
  const found = new Map(facts);
  if (path !== undefined && narrowed !== type) found.set(path, narrowed);
  if (!mayBeMissing(narrowed)) objectsArePresent(expression, found, typeOf);
  if (expression.kind === "Access") tellsApart(expression, narrowed, found, typeOf);
  return found;
}

/** `a?.b` can only be there if `a` is. */
function objectsArePresent(expression: ast.Expression, facts: Map<string, Type>, typeOf: KnownTypes): void {
  for (let at = expression; at.kind === "Access" || at.kind === "Index"; at = at.object) {
    const path = pathOf(at.object);
    const type = (path === undefined ? undefined : facts.get(path)) ?? typeOf(at.object);
    if (path !== undefined && type && mayBeMissing(type)) facts.set(path, present(type));
  }
}

/** A member with a literal type tells the alternatives of its object apart. */
function tellsApart(access: ast.Access, type: Type, facts: Map<string, Type>, typeOf: KnownTypes): void {
  const path = pathOf(access.object);
  const object = (path === undefined ? undefined : facts.get(path)) ?? typeOf(access.object);
  if (path === undefined || !object) return;
  const narrowed = withMember(object, access.member.name, type);
  if (narrowed !== object) facts.set(path, narrowed);
}

/** Whether an expression has the type that its place takes. Mistakes are reported at the part of the text that makes them. */
import type * as ast from "../../ast/ast.ts";
import { G301, G302, G303, G307 } from "../../diagnostics/catalogue/g3.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import type { Suggestion } from "../../diagnostics/suggest.ts";
import { isAssignable } from "../../types/assignable.ts";
import { canEqual } from "../../types/compare.ts";
import { arrayOf, literalType, mapOf, objectOf, orAbsent, tupleOf, unionOf } from "../../types/make.ts";
import { elementType, objectMembers } from "../../types/members.ts";
import {
  alternatives,
  isMissing,
  isUndecided,
  mayBeAbsent,
  mayBeMissing,
  present,
  structure,
  withoutAbsent,
} from "../../types/parts.ts";
import { describe, typeToString } from "../../types/print.ts";
import type { ArrayType, MapType, ObjectMember, ObjectType, Type } from "../../types/type.ts";
import type { Checker } from "./checker.ts";
import { isOf, isWhole } from "./kinds.ts";
import { didYouMeanLiteral, textsOf } from "./literal-help.ts";
import { checkKey, spreadElement, spreadObject, tupleOfLength } from "./literals.ts";
import type { Scope } from "./scope.ts";
import { otherwise } from "./otherwise.ts";

/** What takes a value, and how a value that does not fit is reported. */
export interface Place {
  /** As the subject of a message: `` `result` ``. */
  readonly what: string;
  readonly mismatch: (what: string, expected: string, found: string, help: string | Suggestion | undefined) => Message;
  readonly missingMembers: (what: string, expected: string, missing: readonly string[]) => Message;
}

export function placeOf(what: string): Place {
  return { what, mismatch: G301.mismatch, missingMembers: G301.missingMembers };
}

export function defaultOf(what: string): Place {
  return { what, mismatch: G307.type, missingMembers: G307.missingMembers };
}

/** Checks an expression and that it fits; gives its type. */
export function fit(expression: ast.Expression, expected: Type, place: Place, scope: Scope, checker: Checker): Type {
  switch (expression.kind) {
    case "Conditional":
      return fitSides(expression, expected, scope, checker, (side, inner) =>
        fit(side, expected, place, inner, checker),
      );
    case "ArrayExpression": {
      const list = onlyList(expected);
      const tuple = tupleOfLength(expected, expression);
      if (list && !tuple) return fitArray(expression, list, place, scope, checker);
      if (!tuple || alternatives(present(expected)).length > 1) break;
      const types = expression.items.map((item, index) =>
        item.kind === "Spread" ? item : fit(item, tuple.elements[index] as Type, elementOf(place), scope, checker),
      );
      return checker.record(expression, tupleOf(types.filter((type): type is Type => type.kind !== "Spread")));
    }
    case "ObjectExpression": {
      const map = onlyMap(expected);
      if (map) return fitMap(expression, map, place, scope, checker);
      const object = objectFor(expression, expected);
      if (object) return fitObject(expression, object, place, scope, checker);
      break;
    }
    default:
      break;
  }
  const found = checker.check(expression, scope, expected);
  reportMismatch(expression, found, expected, place, checker);
  return found;
}

/**
 * Checks a conditional expression, and as `fitSide` does that each side fits. Where one is of another kind than the place takes, the others mostly are as
 * well: it is the place that is wrong then.
 */
export function fitSides(
  expression: ast.Conditional,
  expected: Type,
  scope: Scope,
  checker: Checker,
  fitSide: (side: ast.Expression, scope: Scope) => Type,
): Type {
  let isOther = false;
  return checker.checkSides(expression, scope, (side, inner) => {
    if (isOther) return checker.check(side, inner, expected);
    const before = checker.mistakes;
    const found = fitSide(side, inner);
    // Of several texts, each may be the one that is misspelt.
    const isText = isOf(found, "string") && textsOf(withoutAbsent(expected)).length > 0;
    isOther = checker.mistakes > before && !isText && !isAssignable(found, expected);
    return found;
  });
}

function elementOf(place: Place): Place {
  return { ...place, what: `an element of ${place.what}` };
}

/** Says why a value does not fit, if it does not. */
function reportMismatch(expression: ast.Expression, found: Type, expected: Type, place: Place, checker: Checker): void {
  if (isAssignable(found, expected)) {
    if (expression.kind === "ObjectExpression") reportExcess(expression, expected, checker);
    return;
  }
  const isLiteral = expression.kind === "NullLiteral";
  if (!isLiteral && mayBeMissing(found) && isAssignable(present(found), expected)) {
    checker.report(G303.used(checker.textOf(expression)), expression.span, {
      fixes: otherwise(expression, present(found), checker.module.source),
    });
    return;
  }
  const help = helpFor(expression, found, expected, checker);
  const message = place.mismatch(place.what, describe(expected), describe(found), help);
  checker.report(message, expression.span);
}

/** Members of a written object that no alternative of the type names; TypeScript refuses them too. */
function reportExcess(expression: ast.ObjectExpression, expected: Type, checker: Checker): void {
  const all = alternatives(expected).map(structure);
  const objects = all.filter((of): of is ObjectType => of.kind === "object");
  if (objects.length === 0 || !all.every((of) => of.kind === "object" || isMissing(of))) return;
  const known = new Set(objects.flatMap((of) => [...of.members.keys()]));
  for (const property of expression.properties) {
    if (property.kind !== "Property" || known.has(property.name.name)) continue;
    checker.report(G302.excess(property.name.name, describe(present(expected)), known), property.name.span);
  }
}

function helpFor(
  expression: ast.Expression,
  found: Type,
  expected: Type,
  checker: Checker,
): Suggestion | string | undefined {
  if (expression.kind === "NullLiteral") {
    return mayBeAbsent(expected) ? "`?` means absent, never `null`: leave it out" : undefined;
  }
  const wanted = withoutAbsent(expected);
  const element = elementType(wanted);
  const list = structure(wanted);
  if (list.kind === "tuple" && list.elements.length === 1 && expression.kind === "ArrayExpression")
    return `\`${typeToString(wanted)}\` has exactly one element: a list of any length is \`${typeToString(arrayOf(list.elements[0] as Type))}\``;
  if (element && isAssignable(found, element)) return "put it into brackets: `[…]`";
  if (expression.kind === "StringLiteral") return didYouMeanLiteral(expression, wanted, checker.module.source);
  if (textsOf(wanted).length > 0 || isUndecided(wanted)) return undefined;
  if (expression.kind === "NumberLiteral" && isWhole(found) && isOf(wanted, "bigint"))
    return `write \`${expression.value}n\``;
  if (isOf(found, "number") && isWhole(wanted)) return "use `floor`, `round` or `ceil`";
  if (isOf(wanted, "string") && isOf(found, "number", "bigint", "boolean", "date")) {
    return "use `string(…)` or a template";
  }
  if (isOf(wanted, "number") && isOf(found, "string")) {
    return "use `number(…)` or `int(…)`, which are absent for a text that is no number";
  }
  return undefined;
}

// ── Arrays and maps ──────────────────────────────────────────────────────────────────────────────────────────────────

/** The array that a type takes, where it takes no other kind of list. */
function onlyList(expected: Type): ArrayType | undefined {
  const lists = alternatives(expected)
    .map(structure)
    .filter((of) => of.kind === "array" || of.kind === "tuple");
  const [only] = lists;
  return lists.length === 1 && only?.kind === "array" ? only : undefined;
}

function fitArray(
  expression: ast.ArrayExpression,
  { element }: ArrayType,
  place: Place,
  scope: Scope,
  checker: Checker,
): Type {
  // Where one element is of another type, the others mostly are as well: it is the type of the list that is wrong then.
  let isOther = false;
  const types = expression.items.map((item) => {
    if (item.kind !== "Spread") {
      if (isOther) return checker.check(item, scope, element);
      const before = checker.mistakes;
      const found = fit(item, element, elementOf(place), scope, checker);
      isOther = checker.mistakes > before && !isAssignable(found, element);
      return found;
    }
    const found = spreadElement(item, scope, checker);
    if (!isAssignable(found, element)) {
      checker.report(
        place.mismatch(elementOf(place).what, describe(element), describe(found), undefined),
        item.value.span,
      );
    }
    return found;
  });
  return checker.record(expression, arrayOf(unionOf(types)));
}

function onlyMap(expected: Type): MapType | undefined {
  const all = alternatives(present(expected)).map(structure);
  const [only] = all.filter((of) => of.kind === "map" || of.kind === "object");
  return only?.kind === "map" && all.every((of) => of === only || of.kind !== "object") ? only : undefined;
}

function fitMap(
  expression: ast.ObjectExpression,
  { value }: MapType,
  place: Place,
  scope: Scope,
  checker: Checker,
): Type {
  const inner = { ...place, what: `a value of ${place.what}` };
  const types = expression.properties.map((property) => {
    if (property.kind === "Spread") {
      const found = spreadObject(property, scope, checker);
      if (!isUndecided(found) && !isAssignable(found, mapOf(value))) {
        checker.report(
          place.mismatch(place.what, describe(mapOf(value)), describe(found), undefined),
          property.value.span,
        );
      }
      return value;
    }
    if (property.kind === "ComputedProperty") checkKey(property.key, scope, checker);
    return fit(property.value, value, inner, scope, checker);
  });
  return checker.record(expression, mapOf(withoutAbsent(unionOf(types))));
}

// ── Objects ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The one object type that a written object can mean: of several, the one whose literal members it has and all of whose members it knows. */
function objectFor(expression: ast.ObjectExpression, expected: Type): ChosenObject | undefined {
  if (expression.properties.some((property) => property.kind === "ComputedProperty")) return undefined;
  const all = alternatives(expected).map((type) => ({ type, of: structure(type) }));
  if (all.some(({ of }) => of.kind === "unknown" || of.kind === "opaque" || of.kind === "map")) return undefined;
  const objects = all.flatMap(({ type, of }) => (of.kind === "object" ? [{ type, of }] : []));
  if (objects.length < 2) return objects[0];
  const agreeing = objects.filter(({ of }) => literalsAgree(expression, of));
  return agreeing.length === 1 ? agreeing[0] : undefined;
}

/** An object type, and the alternative that it is the structure of. */
interface ChosenObject {
  readonly type: Type;
  readonly of: ObjectType;
}

/** Whether the literals of a written object are those that an alternative has in their place, and it has none that a required literal member asks for. */
function literalsAgree(expression: ast.ObjectExpression, of: ObjectType): boolean {
  const written = new Map<string, ast.Expression>();
  let isComplete = true;
  for (const property of expression.properties) {
    if (property.kind === "Property") written.set(property.name.name, property.value);
    else isComplete = false;
  }
  return [...of.members.values()].every((member) => {
    const isDistinct = alternatives(member.type).every((one) => structure(one).kind === "literal");
    const value = written.get(member.name);
    if (!isDistinct) return true;
    if (!value) return member.optional || !isComplete;
    const isLiteral =
      value.kind === "StringLiteral" || value.kind === "NumberLiteral" || value.kind === "BooleanLiteral";
    return !isLiteral || canEqual(member.type, literalType(value.value));
  });
}

function fitObject(
  expression: ast.ObjectExpression,
  { type: objectType, of: object }: ChosenObject,
  place: Place,
  scope: Scope,
  checker: Checker,
): Type {
  const found = new Map<string, ObjectMember>();
  let isComplete = true;
  for (const property of expression.properties) {
    if (property.kind === "Property") {
      const { name } = property.name;
      const member = object.members.get(name);
      const type = member
        ? fit(property.value, takes(member), { ...place, what: `\`${name}\`` }, scope, checker)
        : checker.check(property.value, scope);
      if (!member) {
        // A misspelt member is also one that is missing; its name is what is wrong.
        isComplete = false;
        checker.report(G302.excess(name, describe(objectType), object.members.keys()), property.name.span);
      }
      found.set(name, { name, type: withoutAbsent(type), optional: mayBeAbsent(type) });
    } else if (property.kind === "Spread") {
      const spread = spreadObject(property, scope, checker);
      const members = objectMembers(spread);
      if (!members) isComplete = false;
      for (const member of members?.values() ?? []) {
        const before = found.get(member.name);
        found.set(member.name, member.optional && before ? { ...member, optional: before.optional } : member);
      }
      reportSpread(property, members, object, place, checker);
    }
  }
  const missing = [...object.members.values()].filter(
    (member) => !member.optional && (found.get(member.name)?.optional ?? true),
  );
  const unwritten = missing.filter((member) => !found.has(member.name) || !isWritten(expression, member.name));
  if (isComplete && unwritten.length > 0) {
    const names = unwritten.map((member) => member.name);
    checker.report(place.missingMembers(place.what, describe(objectType), names), expression.span);
  }
  return checker.record(expression, objectOf(found.values()));
}

/** A member that is written fits or is reported already. */
function isWritten({ properties }: ast.ObjectExpression, name: string): boolean {
  return properties.some((property) => property.kind === "Property" && property.name.name === name);
}

function takes(member: ObjectMember): Type {
  return member.optional ? orAbsent(member.type) : member.type;
}

/** Reports a spread object with a member of a wrong type. */
function reportSpread(
  { value }: ast.Spread,
  members: ReadonlyMap<string, ObjectMember> | undefined,
  object: ObjectType,
  place: Place,
  checker: Checker,
): void {
  for (const member of members?.values() ?? []) {
    const wanted = object.members.get(member.name);
    if (!wanted || isAssignable(member.type, wanted.type)) continue;
    const what = `\`${member.name}\``;
    checker.report(place.mismatch(what, describe(wanted.type), describe(member.type), undefined), value.span);
    return;
  }
}

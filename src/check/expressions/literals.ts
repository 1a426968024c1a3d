/** Arrays and objects as expressions, where nothing says what type they must have. */
import type * as ast from "../../ast/ast.ts";
import { G301 } from "../../diagnostics/catalogue/g3.ts";
import { arrayOf, mapOf, neverType, objectOf, tupleOf, unionOf, unknownType } from "../../types/make.ts";
import { elementType, memberType, objectMembers, spreadType, valueType } from "../../types/members.ts";
import { alternatives, isUndecided, mayBeAbsent, structure, withoutAbsent } from "../../types/parts.ts";
import { describe } from "../../types/print.ts";
import type { ObjectMember, TupleType, Type } from "../../types/type.ts";
import type { Checker } from "./checker.ts";
import { isOf } from "./kinds.ts";
import type { Scope } from "./scope.ts";

export function checkArray(expression: ast.ArrayExpression, scope: Scope, checker: Checker, expected?: Type): Type {
  const tuple = expected && tupleOfLength(expected, expression);
  const wanted = expected && elementType(withoutLists(expected));
  const types = expression.items.map((item, index) =>
    item.kind === "Spread"
      ? spreadElement(item, scope, checker)
      : checker.checkKept(item, scope, tuple?.elements[index] ?? wanted),
  );
  return tuple ? tupleOf(types) : arrayOf(unionOf(types));
}

/** The alternatives of a type that are arrays or tuples. */
function withoutLists(type: Type): Type {
  return unionOf(alternatives(type).filter((one) => ["array", "tuple"].includes(structure(one).kind)));
}

/** The tuple that an array literal can be. */
export function tupleOfLength(expected: Type, { items }: ast.ArrayExpression): TupleType | undefined {
  if (items.some((item) => item.kind === "Spread")) return undefined;
  for (const alternative of alternatives(expected)) {
    const of = structure(alternative);
    if (of.kind === "tuple" && of.elements.length === items.length) return of;
  }
  return undefined;
}

/** The type of the elements that `...list` gives. */
export function spreadElement({ value }: ast.Spread, scope: Scope, checker: Checker): Type {
  const type = checker.checkPresent(value, scope);
  const element = elementType(type);
  if (!element) checker.report(G301.spread("array", describe(type)), value.span);
  return element ?? unknownType;
}

/** The type of an object literal: an object, or a map where a key is computed or a map is spread. */
export function checkObject(expression: ast.ObjectExpression, scope: Scope, checker: Checker, expected?: Type): Type {
  const members = new Map<string, ObjectMember>();
  const others: Type[] = [];
  let isUnknown = false;
  for (const property of expression.properties) {
    if (property.kind === "Property") {
      const { name } = property.name;
      const wanted = expected && memberType(expected, name);
      members.set(name, memberWith(name, checker.check(property.value, scope, wanted)));
    } else if (property.kind === "ComputedProperty") {
      checkKey(property.key, scope, checker);
      others.push(checker.checkKept(property.value, scope, expected && valueType(expected)));
    } else {
      const type = spreadObject(property, scope, checker);
      const value = valueType(type);
      for (const [name, member] of objectMembers(type) ?? []) members.set(name, overwritten(members.get(name), member));
      if (isUndecided(type)) isUnknown = true;
      else if (value) others.push(value);
    }
  }
  if (isUnknown) return unknownType;
  if (others.length === 0) return objectOf(members.values());
  return mapOf(unionOf([...others, ...[...members.values()].map((member) => member.type)]));
}

/** A member with a value that may be absent is optional. */
function memberWith(name: string, type: Type): ObjectMember {
  return { name, type: withoutAbsent(type), optional: mayBeAbsent(type) };
}

/** An optional member of what is spread leaves what stood before where it is absent. */
function overwritten(before: ObjectMember | undefined, after: ObjectMember): ObjectMember {
  if (!before || !after.optional) return after;
  return { ...after, type: unionOf([before.type, after.type]), optional: before.optional };
}

export function checkKey(key: ast.Expression, scope: Scope, checker: Checker): void {
  const type = checker.checkPresent(key, scope);
  if (!isOf(type, "string")) checker.report(G301.key(describe(type)), key.span);
}

/** The type of what `...value` adds to an object: an object or a map. */
export function spreadObject({ value }: ast.Spread, scope: Scope, checker: Checker): Type {
  const type = checker.checkPresent(value, scope);
  const spread = isUndecided(type) ? type : spreadType(type);
  if (spread) return spread;
  checker.report(G301.spread("object", describe(type)), value.span);
  return alternatives(type).length === 0 ? neverType : unknownType;
}

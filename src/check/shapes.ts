/** The parameter types of the language's functions, with type variables. */
import { isAssignable } from "../types/assignable.ts";
import { canEqual, holdsObjects } from "../types/compare.ts";
import { arrayOf, mapOf, neverType, orAbsent, tupleOf, unionOf, unknownType } from "../types/make.ts";
import { elementType, valueType } from "../types/members.ts";
import { alternatives, structure } from "../types/parts.ts";
import type { Type } from "../types/type.ts";

/** What a parameter takes, or what a function gives. */
export type Shape =
  | { readonly kind: "is"; readonly type: Type }
  /** Any type; the same wherever the name stands. */
  | { readonly kind: "any"; readonly name: string }
  /** A value that may equal one of the named type. */
  | { readonly kind: "comparable"; readonly name: string }
  /** What can be put in order: text, numbers, dates, truth values. */
  | { readonly kind: "ordered"; readonly name: string }
  | { readonly kind: "list"; readonly element: Shape }
  | { readonly kind: "map"; readonly value: Shape }
  | { readonly kind: "pair"; readonly first: Shape; readonly second: Shape }
  | { readonly kind: "maybe"; readonly of: Shape }
  | { readonly kind: "lambda"; readonly parameters: readonly Shape[]; readonly result: Shape }
  | { readonly kind: "pattern" }
  | { readonly kind: "nodeName" };

/** What the type variables of a call stand for. */
export type Bindings = Map<string, Type>;

/** Whether a type fits a shape; what its variables stand for is added to the bindings. Lambdas, patterns and node names are looked at as syntax instead. */
export function matchShape(shape: Shape, type: Type, bindings: Bindings): boolean {
  switch (shape.kind) {
    case "is":
      return isAssignable(type, shape.type);
    case "any":
      bindings.set(shape.name, unionOf([bindings.get(shape.name) ?? neverType, type]));
      return true;
    case "ordered":
      bindings.set(shape.name, unionOf([bindings.get(shape.name) ?? neverType, type]));
      return isOrdered(type);
    case "comparable": {
      const other = bindings.get(shape.name) ?? unknownType;
      return !holdsObjects(other) && (other.kind === "never" || canEqual(type, other));
    }
    case "list": {
      const element = elementType(type);
      return element !== undefined && matchShape(shape.element, element, bindings);
    }
    case "map": {
      const value = valueType(type);
      return value !== undefined && matchShape(shape.value, value, bindings);
    }
    default:
      return false;
  }
}

/** Adds what the variables of a shape stand for where it is to give a type; of what that leaves open, nothing is known. */
export function expectShape(shape: Shape, expected: Type, bindings: Bindings): void {
  if (shape.kind === "any") bindings.set(shape.name, expected);
  else if (shape.kind === "list") {
    const element = elementType(only(expected, "array"));
    if (element && element.kind !== "never") expectShape(shape.element, element, bindings);
  }
}

/** The alternatives of a type that are of one kind. */
function only(type: Type, kind: Type["kind"]): Type {
  return unionOf(alternatives(type).filter((one) => structure(one).kind === kind));
}

function isOrdered(type: Type): boolean {
  const orderable: readonly Type[] = (["number", "string", "bigint", "date", "boolean"] as const).map((name): Type => ({
    kind: "primitive",
    name,
  }));
  return orderable.some((one) => isAssignable(type, one));
}

/** The type that a shape has under some bindings. */
export function shapeType(shape: Shape, bindings: Bindings): Type {
  switch (shape.kind) {
    case "is":
      return shape.type;
    case "any":
    case "comparable":
    case "ordered":
      return bindings.get(shape.name) ?? unknownType;
    case "list":
      return arrayOf(shapeType(shape.element, bindings));
    case "map":
      return mapOf(shapeType(shape.value, bindings));
    case "pair":
      return tupleOf([shapeType(shape.first, bindings), shapeType(shape.second, bindings)]);
    case "maybe":
      return orAbsent(shapeType(shape.of, bindings));
    default:
      return unknownType;
  }
}

/** What `==` and patterns can find equal. */
import { baseOf } from "./make.ts";
import { alternatives, isMissing, structure, units } from "./parts.ts";
import type { Type } from "./type.ts";

/** Whether values of this alternative are compared by value: text, numbers, truth, `null`, and absence. */
function isComparable(alternative: Type): boolean {
  const of = structure(alternative);
  switch (of.kind) {
    case "primitive":
      return of.name !== "date" && of.name !== "bytes";
    case "literal":
    case "absent":
    case "unknown":
    case "opaque":
      return true;
    default:
      return false;
  }
}

/** Whether some value of the type is an object, an array, a map, a date or bytes, of which `==` would compare the identity. */
export function holdsObjects(type: Type): boolean {
  return alternatives(type).some((alternative) => !isComparable(alternative));
}

/** Whether a value of the one type can equal a value of the other. Absent and `null` are equal. */
export function canEqual(a: Type, b: Type): boolean {
  if (a.kind === "literal" && b.kind === "literal") return a.value === b.value;
  const others = units(b);
  return units(a).some((one) => others.some((other) => overlaps(structure(one), structure(other))));
}

function overlaps(a: Type, b: Type): boolean {
  if (isOpen(a) || isOpen(b)) return true;
  if (isMissing(a) || isMissing(b)) return (isMissing(a) || isJson(a)) && (isMissing(b) || isJson(b));
  if (isJson(a) || isJson(b)) return isComparable(isJson(a) ? b : a) && !isBigint(isJson(a) ? b : a);
  if (a.kind === "literal" && b.kind === "literal") return a.value === b.value;
  return family(a) !== undefined && family(a) === family(b) && fitsBoth(a, b);
}

function isOpen(type: Type): boolean {
  return type.kind === "unknown" || type.kind === "opaque";
}

function isJson(type: Type): boolean {
  return type.kind === "primitive" && type.name === "json";
}

function isBigint(type: Type): boolean {
  return family(type) === "bigint";
}

function family(type: Type): string | undefined {
  const base = type.kind === "literal" ? baseOf(type) : type;
  if (base.kind !== "primitive") return undefined;
  return base.name === "int" ? "number" : base.name;
}

/** A fraction is no `int`; everything else of one family may be equal. */
function fitsBoth(a: Type, b: Type): boolean {
  return !(isFraction(a) && isInt(b)) && !(isFraction(b) && isInt(a));
}

function isFraction(type: Type): boolean {
  return type.kind === "literal" && baseOf(type).name === "number";
}

function isInt(type: Type): boolean {
  return type.kind === "primitive" && type.name === "int";
}

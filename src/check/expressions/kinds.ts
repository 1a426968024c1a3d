/** What operators ask of types. */
import { baseOf, bigintType, intType, numberType } from "../../types/make.ts";
import { alternatives, structure } from "../../types/parts.ts";
import type { Type } from "../../types/type.ts";

export type Kind = "string" | "number" | "bigint" | "boolean" | "date" | "other" | "open";

function kindOf(alternative: Type): Kind {
  const of = structure(alternative);
  if (of.kind === "unknown" || of.kind === "opaque") return "open";
  const base = of.kind === "literal" ? baseOf(of) : of;
  if (base.kind !== "primitive") return "other";
  switch (base.name) {
    case "string":
    case "boolean":
    case "bigint":
    case "date":
      return base.name;
    case "int":
    case "number":
      return "number";
    default:
      return "other";
  }
}

/** The kind that all alternatives of a type have. A type that only TypeScript knows, or that no value has, is open: nothing can be said against it. */
export function commonKind(type: Type): Kind {
  const kinds = new Set(alternatives(type).map(kindOf));
  if (kinds.size === 0 || kinds.has("open")) return "open";
  const [only = "other"] = kinds;
  return kinds.size === 1 ? only : "other";
}

/** Whether every alternative is of one of some kinds. */
export function isOf(type: Type, ...kinds: readonly Kind[]): boolean {
  return alternatives(type).every((alternative) => {
    const kind = kindOf(alternative);
    return kind === "open" || kinds.includes(kind);
  });
}

/** Whether all values are whole numbers. */
export function isWhole(type: Type): boolean {
  return alternatives(type).every((alternative) => {
    const of = structure(alternative);
    const base = of.kind === "literal" ? baseOf(of) : of;
    return base.kind === "primitive" && base.name === "int";
  });
}

/** What arithmetic on numbers of a type gives: `int` of whole ones, `bigint` of bigints, else `number`. */
export function numeric(type: Type): Type {
  if (commonKind(type) === "bigint") return bigintType;
  return isWhole(type) ? intType : numberType;
}

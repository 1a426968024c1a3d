/** What emission asks of types. */
import { alternatives, isMissing, structure } from "../types/parts.ts";
import { baseOf } from "../types/make.ts";
import type { PrimitiveName, Type } from "../types/type.ts";

/** The structure of the one alternative that is neither absent nor null; the type itself where there are several. */
export function present(type: Type): Type {
  const [only, ...others] = alternatives(type).filter((alternative) => !isMissing(alternative));
  return only !== undefined && others.length === 0 ? structure(only) : type;
}

/** Whether every alternative is a text. */
export function isText(type: Type): boolean {
  return isOf(type, "string");
}

export function isNumber(type: Type): boolean {
  return isOf(type, "int", "number");
}

/** Whether a value may be a text, as far as the compiler knows. */
export function mayBeText(type: Type): boolean {
  return !isOf(type, "int", "number", "bigint", "boolean", "date");
}

function isOf(type: Type, ...names: readonly PrimitiveName[]): boolean {
  const all = alternatives(type).map(structure);
  return all.every((of) => {
    const base = of.kind === "literal" ? baseOf(of) : of;
    return base.kind === "primitive" && names.includes(base.name);
  });
}

/** How a value becomes a part of a text: as JavaScript writes it, as a date, or by a helper that writes objects and what only TypeScript knows. */
export function textForm(type: Type): "plain" | "date" | "other" {
  const forms = new Set(alternatives(type).map(formOf));
  const [form] = forms;
  return forms.size === 1 && form !== undefined ? form : forms.size === 0 ? "plain" : "other";
}

function formOf(type: Type): "plain" | "date" | "other" {
  const of = structure(type);
  if (of.kind === "literal" || of.kind === "never") return "plain";
  if (of.kind !== "primitive") return "other";
  return of.name === "date" ? "date" : of.name === "json" || of.name === "bytes" ? "other" : "plain";
}

/** What emission asks of types. */
import { alternatives, isMissing, structure } from "../types/parts.ts";
import type { Type } from "../types/type.ts";

/** The structure of the one alternative that is neither absent nor null; the type itself where there are several. */
export function present(type: Type): Type {
  const [only, ...others] = alternatives(type).filter((alternative) => !isMissing(alternative));
  return only !== undefined && others.length === 0 ? structure(only) : type;
}

/** Whether every alternative is a text. */
export function isText(type: Type): boolean {
  return alternatives(type).every((each) => {
    const of = structure(each);
    return of.kind === "literal" ? typeof of.value === "string" : of.kind === "primitive" && of.name === "string";
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

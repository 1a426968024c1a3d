import type * as ast from "../../ast/ast.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { isOf } from "./kinds.ts";
import { structure } from "../../types/parts.ts";
import type { Type } from "../../types/type.ts";

/** How far around an expression is looked for what encloses it. */
const near = 100;

/** Offers `?? …` behind a value that may be absent, with the plainest value of its type, if it has one. */
export function otherwise({ kind, span }: ast.Expression, type: Type, { text }: Source): readonly Fix[] {
  const value = plainest(type);
  if (value === undefined || !["Name", "Access", "Index", "Call"].includes(kind)) return [];
  const isEnclosed =
    /(?:[(,:[{]|=>)\s*$/.test(text.slice(Math.max(0, span.start - near), span.start)) &&
    /^\s*(?:[),\]}]|[\n\r]|$)/.test(text.slice(span.end, span.end + near));
  const put = ` ?? ${value}`;
  const end = { start: span.end, end: span.end };
  const edits = isEnclosed
    ? [{ span: end, text: put }]
    : [
        { span: { start: span.start, end: span.start }, text: "(" },
        { span: end, text: `${put})` },
      ];
  return [{ title: `add \`?? ${value}\``, safe: false, edits }];
}

function plainest(type: Type): string | undefined {
  const { kind } = structure(type);
  if (kind === "array") return "[]";
  if (kind === "map") return "{}";
  if (isOf(type, "boolean")) return "false";
  if (kind !== "primitive") return undefined;
  if (isOf(type, "string")) return '""';
  return isOf(type, "number") ? "0" : undefined;
}

import type { Expression } from "../ast/ast.ts";
import { unindentedBinary } from "./binary.ts";
import { group, indent, line, type Doc } from "./docs.ts";
import { expression, operand } from "./expressions.ts";
import type { Pen } from "./pen.ts";

/** A value behind `=` or `:`. What has no brackets to break in goes to a line of its own where it does not fit. */
export function assigned(pen: Pen, head: Doc, value: Expression): Doc {
  if (!breaksBefore(value)) return [head, pen.space(), expression(pen, value)];
  const space = pen.between(line);
  const doc =
    value.kind === "Binary"
      ? operand(pen, value, undefined, () => unindentedBinary(pen, value))
      : expression(pen, value);
  return [head, group(indent([space, doc]))];
}

function breaksBefore(value: Expression): boolean {
  switch (value.kind) {
    case "Binary":
    case "StringLiteral":
      return true;
    case "Conditional":
      return value.condition.kind === "Binary";
    default:
      return false;
  }
}

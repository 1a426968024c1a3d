import type { Literal } from "../ast/ast.ts";
import type { Doc } from "./docs.ts";
import type { Pen } from "./pen.ts";

export function literal(pen: Pen, node: Literal): Doc {
  switch (node.kind) {
    case "StringLiteral":
      return pen.raw(quoted);
    case "NumberLiteral":
    case "BigIntLiteral":
      return pen.next === "-" ? [pen.token("-"), pen.raw(number)] : pen.raw(number);
    default:
      return pen.raw();
  }
}

/** A string in double quotes, or in single ones where that saves escapes. Other escapes stay as they are. */
export function quoted(text: string): string {
  const inside = text.slice(1, -1);
  const quote = count(inside, '"') > count(inside, "'") ? "'" : '"';
  const body = inside.replace(/\\([\s\S])|["']/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return whole === quote ? `\\${whole}` : whole;
    return (escaped === '"' || escaped === "'") && escaped !== quote ? escaped : whole;
  });
  return `${quote}${body}${quote}`;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** A number in lower case, with a digit before the point and no needless zeros behind it. */
export function number(text: string): string {
  const lower = text.toLowerCase();
  if (/^0[box]/.test(lower)) return lower;
  return lower
    .replace(/^([\d_.]*?)(\.\d+?)0+(?=e|$)/, "$1$2")
    .replace(/\.0*(?=e|n|$)/, "")
    .replace(/e\+/, "e")
    .replace(/^\./, "0.");
}

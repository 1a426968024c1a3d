import type * as ast from "../ast/ast.ts";
import type { Typing } from "../check/typing.ts";

/**
 * What a piece of syntax says, as text: equal for pieces that say the same, wherever they stand and however they are laid out. With the typing of its file, a `let`
 * is what it names.
 */
export function meaningOf(piece: ast.Expression | readonly ast.Expression[], typing?: Typing): string {
  return JSON.stringify(piece, (key, value: unknown) => {
    if (key === "span" || key === "operatorSpan") return undefined;
    if (typeof value === "bigint") return `${value}n`;
    if (!isNode(value)) return value;
    if (value.kind === "NumberLiteral") return { number: String(value.value) };
    if (value.kind !== "Name") return value;
    const symbol = typing?.names.get(value);
    return symbol?.kind === "let" ? symbol.value : value;
  });
}

function isNode(value: unknown): value is ast.Expression {
  return typeof value === "object" && value !== null && "kind" in value;
}

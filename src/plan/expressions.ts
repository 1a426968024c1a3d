/** Walks over expressions: what planning and emission ask of a tree without printing it. */
import type * as ast from "../ast/ast.ts";
import { childrenOf } from "../ast/children.ts";
import type { LetSymbol, ValueSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";

/** Calls `see` for an expression and everything below it, in textual order; what `see` gives back is gone through next. */
export function walkExpression(
  expression: ast.Expression,
  see: (expression: ast.Expression) => ast.Expression | void,
): void {
  const open = [expression];
  for (let part = open.pop(); part; part = open.pop()) {
    const more = see(part);
    open.push(...childrenOf(part).toReversed());
    if (more) open.push(more);
  }
}

/**
 * Calls `see` for every name with what it stands for, and `call` for every call; a `let` is followed into what it names, once.
 * A name in the first argument of `visits` is a node's and is not among them.
 */
export function walkMeanings(
  expressions: readonly ast.Expression[],
  typing: Typing,
  see: (symbol: ValueSymbol, name: ast.Name) => void,
  call: (expression: ast.Call) => void = () => {},
): void {
  const followed = new Set<LetSymbol>();
  const visit = (part: ast.Expression): ast.Expression | undefined => {
    if (part.kind === "Call") call(part);
    if (part.kind !== "Name") return undefined;
    const symbol = typing.names.get(part);
    if (symbol === undefined) return undefined;
    see(symbol, part);
    if (symbol.kind !== "let" || followed.has(symbol)) return undefined;
    followed.add(symbol);
    return symbol.value;
  };
  for (const expression of expressions) walkExpression(expression, visit);
}

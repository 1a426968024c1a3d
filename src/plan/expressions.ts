/** Walks over expressions: what planning and emission ask of a tree without printing it. */
import type * as ast from "../ast/ast.ts";
import { childrenOf } from "../ast/children.ts";
import type { LetSymbol, ValueSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";

/** Calls `see` for an expression and everything below it, in textual order. */
export function walkExpression(expression: ast.Expression, see: (expression: ast.Expression) => void): void {
  see(expression);
  for (const child of childrenOf(expression)) walkExpression(child, see);
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
  const walk = (expression: ast.Expression): void =>
    walkExpression(expression, (part) => {
      if (part.kind === "Call") call(part);
      if (part.kind !== "Name") return;
      const symbol = typing.names.get(part);
      if (symbol === undefined) return;
      see(symbol, part);
      if (symbol.kind !== "let" || followed.has(symbol)) return;
      followed.add(symbol);
      walk(symbol.value);
    });
  expressions.forEach(walk);
}

import type { IToken, TokenType } from "chevrotain";
import { isA, P, TemplateOpen, Tick, TickEnd } from "../../grammar/tokens.ts";

export interface Pair {
  readonly opener: TokenType;
  readonly closer: TokenType;
}

const pairs: readonly Pair[] = [
  { opener: P.LCurly, closer: P.RCurly },
  { opener: P.LBracket, closer: P.RBracket },
  { opener: P.LParen, closer: P.RParen },
  { opener: TemplateOpen, closer: P.RCurly },
  { opener: Tick, closer: TickEnd },
];

const byOpener = new Map<TokenType, Pair>();
const closers = new Set<TokenType>();

/** The pair that a token opens. */
export function opens(type: TokenType): Pair | undefined {
  if (byOpener.size === 0) for (const pair of pairs) byOpener.set(pair.opener, pair);
  return byOpener.get(type) ?? (isA(type, P.LCurly) ? byOpener.get(P.LCurly) : undefined);
}

export function closes(type: TokenType): boolean {
  if (closers.size === 0) for (const pair of pairs) closers.add(pair.closer);
  return closers.has(type) || isA(type, P.RCurly);
}

/** 1 for what opens, -1 for what closes, otherwise 0. */
export function depthChange(type: TokenType): number {
  return opens(type) ? 1 : closes(type) ? -1 : 0;
}

/** The opener of a closer that lacks it. */
export function openerOf({ tokenType }: IToken): readonly [TokenType, string] {
  if (isA(tokenType, P.RCurly)) return [P.LCurly, "{"];
  return tokenType === P.RBracket ? [P.LBracket, "["] : [P.LParen, "("];
}

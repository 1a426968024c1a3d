import { createTokenInstance, type IToken, type TokenType } from "chevrotain";
import type { Span } from "../source/source.ts";

/** The text that a token stands for; a token that a repair has added covers nothing. */
export function spanOfToken(token: IToken): Span {
  return { start: token.startOffset, end: (token.endOffset as number) + 1 };
}

/** A token that the text does not hold, at a place of the text. */
export function addedToken(type: TokenType, image: string, { start, end }: Span): IToken {
  return createTokenInstance(type, image, start, end - 1, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
}

/** Whether a repair has added a token, which has been reported. */
export function isAdded(token: IToken): boolean {
  const { start, end } = spanOfToken(token);
  return start === end;
}

import type { IToken } from "chevrotain";
import { BlockComment, Doc } from "../../grammar/tokens.ts";
import type { Source } from "../source/source.ts";
import type { Comment } from "./comment.ts";
import { graphLexer } from "./grammar.ts";
import { spanOfToken } from "./token.ts";

export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  /** What is no token and no comment: an unclosed comment, a line that begins with `#`. */
  readonly bad: readonly IToken[];
}

export function lex(source: Source): Lexed {
  const { tokens, groups } = graphLexer().tokenize(source.text);
  const bad = groups["bad"] ?? [];
  const between = groups["comments"] ?? [];
  for (const list of [tokens, bad, between])
    for (const token of list) token.endOffset = token.startOffset + token.image.length - 1;
  return { tokens, comments: between.map(comment), bad };
}

function comment(token: IToken): Comment {
  const kind = token.tokenType === Doc ? "doc" : token.tokenType === BlockComment ? "block" : "line";
  return { kind, text: token.image, span: spanOfToken(token) };
}

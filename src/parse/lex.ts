import type { IToken } from "chevrotain";
import { BlockComment, brokenTick, Doc, Tick, TickEnd } from "../../grammar/tokens.ts";
import type { Source } from "../source/source.ts";
import type { Comment } from "./comment.ts";
import { graphLexer } from "./grammar.ts";
import { spanOfToken } from "./token.ts";

export interface Lexed {
  readonly tokens: readonly IToken[];
  readonly comments: readonly Comment[];
  /** What is neither a token nor a comment: a comment without its end, a line that begins with `#`. */
  readonly bad: readonly IToken[];
}

/** Splits a text into tokens. Every character ends up in one, in a comment or between them. */
export function lex({ text }: Source): Lexed {
  let best = tokenize(text);
  let broken = best.open;
  // A template without its end swallows the text up to the next backtick, and so on to the end. The first that spans lines is the likeliest
  // culprit; should lexing without it still find one, the last opened is taken to be broken as well.
  for (let attempt = 0; broken.length > 0 && attempt < 3; attempt++) {
    const culprit = (attempt === 0 && firstOverLines(text, best.tokens)) || (broken[0] as IToken);
    const at = culprit.startOffset;
    best = tokenize(best.text.slice(0, at) + brokenTick + best.text.slice(at + 1));
    broken = best.open;
  }
  const { tokens, groups } = best;
  return { tokens, comments: (groups["comments"] ?? []).map(comment), bad: groups["bad"] ?? [] };
}

function tokenize(text: string) {
  const { tokens, groups } = graphLexer().tokenize(text);
  const open: IToken[] = [];
  for (const list of [tokens, ...Object.values(groups)])
    for (const token of list) {
      token.endOffset = token.startOffset + token.image.length - 1;
      if (token.tokenType === Tick) open.push(token);
      else if (token.tokenType === TickEnd) open.pop();
    }
  return { text, tokens, groups, open };
}

function firstOverLines(text: string, tokens: readonly IToken[]): IToken | undefined {
  const open: IToken[] = [];
  for (const token of tokens)
    if (token.tokenType === Tick) open.push(token);
    else if (token.tokenType === TickEnd) {
      const start = open.pop();
      if (start && open.length === 0 && /[\n\r]/.test(text.slice(start.startOffset, token.startOffset))) return start;
    }
  return undefined;
}

function comment(token: IToken): Comment {
  const kind = token.tokenType === Doc ? "doc" : token.tokenType === BlockComment ? "block" : "line";
  return { kind, text: token.image, span: spanOfToken(token) };
}

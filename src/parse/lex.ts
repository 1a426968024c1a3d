import type { IToken } from "chevrotain";
import { BadTemplate, BlockComment, brokenTick, Doc, HashComment, Tick, TickEnd } from "../../grammar/tokens.ts";
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
  // A template without its end swallows the text up to the next backtick, and so on to the end. The first that spans lines is the likeliest
  // culprit; should lexing without it still find one, the last opened is taken to be broken as well.
  for (let attempt = 0; attempt < 3 && isCut(best); attempt++) {
    const culprit = (attempt === 0 && firstOverLines(text, best.tokens)) || best.open[0];
    if (culprit) best = tokenizeWithout(culprit, best.text);
  }
  const { tokens, groups } = best;
  const bad = groups["bad"] ?? [];
  // Where a template has no end, a `#` may be one of its text.
  const isText = tokens.some(({ tokenType }) => tokenType === BadTemplate);
  const comments = (groups["comments"] ?? []).map(comment);
  return { tokens, comments, bad: isText ? bad.filter(({ tokenType }) => tokenType !== HashComment) : bad };
}

/** Whether a template has no end. A `#` behind it may have swallowed the backtick that would stay open. */
function isCut({ open, groups }: Tokenized): boolean {
  const swallows = ({ tokenType, image }: IToken): boolean =>
    tokenType === HashComment && image.split("`").length % 2 === 0;
  return open.length > 0 || (groups["bad"] ?? []).some(swallows);
}

function tokenizeWithout({ startOffset }: IToken, text: string): Tokenized {
  return tokenize(text.slice(0, startOffset) + brokenTick + text.slice(startOffset + 1));
}

type Tokenized = ReturnType<typeof tokenize>;

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

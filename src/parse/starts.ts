/** Where declarations, statements and items of blocks begin, as far as a few tokens tell: what reading goes on with behind a mistake. */
import type { IToken, TokenType } from "chevrotain";
import { BadNum, Identifier, isA, K, Name, NodeName, Num, P, ReservedWord, Str, Word } from "../../grammar/tokens.ts";
import { depthChange } from "./brackets.ts";
import type { Layout } from "./layout.ts";

type Tokens = readonly IToken[];

function type(tokens: Tokens, i: number): TokenType | undefined {
  return tokens[i]?.tokenType;
}

/** Whether a token belongs to one of some types. */
export function isOneOf(token: IToken | undefined, ...types: readonly TokenType[]): boolean {
  return token !== undefined && types.some((one) => isA(token.tokenType, one));
}

/** What a line may end with only if its statement goes on. */
const continuing: readonly TokenType[] = [
  ...[
    P.Arrow,
    P.FatArrow,
    P.Comma,
    P.Equals,
    P.Colon,
    P.Pipe,
    P.Dot,
    P.OptionalDot,
    P.Coalesce,
    P.OrOr,
    P.AndAnd,
    P.EqEq,
  ],
  ...[P.NotEq, P.Less, P.LessEq, P.Plus, P.Minus, P.Star, P.Slash, P.Percent, P.Question, P.Bang],
];

/** Whether two or three tokens begin a statement and could hardly stand inside one. */
function beginsStatementAnywhere(tokens: Tokens, i: number): boolean {
  const token = tokens[i];
  const next = tokens[i + 1];
  switch (token?.tokenType) {
    case K.node:
    case K.ask:
      return isOneOf(next, Word);
    case K.state:
    case K.context:
    case K.events:
    case K.defaults:
      return isOneOf(next, P.LCurly);
    case K.limit:
    case K.version:
    case K.migrate:
      return isOneOf(next, Num, BadNum);
    case K.interrupt:
      return isOneOf(next, K.before, K.after);
    case K.start:
      return isOneOf(next, P.Arrow);
    case K.let:
      return isOneOf(next, Word) && isOneOf(tokens[i + 2], P.Equals);
    default:
      return false;
  }
}

const statementWords = new Set<TokenType>([
  ...[K.node, K.ask, K.state, K.context, K.events, K.defaults, K.limit, K.version, K.migrate, K.interrupt, K.let],
  ReservedWord,
]);

/** Whether a statement of a graph begins at a token: by what it is, or as the line says so. */
export function beginsStatement(tokens: Tokens, i: number, layout: Layout): boolean {
  const token = tokens[i] as IToken;
  const before = tokens[i - 1];
  if (beginsStatementAnywhere(tokens, i))
    return layout.isFirst(token) || !(isOneOf(before, P.Arrow, P.Comma) || isInPlaceOfArrow(tokens, i));
  if (!layout.isFirst(token) || isOneOf(tokens[i + 1], P.Colon)) return false;
  if (statementWords.has(token.tokenType) && isOneOf(tokens[i + 1], Word, P.LCurly)) return true;
  if (isOneOf(before, ...continuing)) return false;
  return isOneOf(token, Name) && (isOneOf(tokens[i + 1], P.Arrow, P.Comma, P.FatArrow) || isOnError(tokens, i + 1));
}

/** `node a state {`: the block is most likely the update of the node. */
function isInPlaceOfArrow(tokens: Tokens, i: number): boolean {
  return type(tokens, i - 2) === K.node && isOneOf(tokens[i + 1], P.LCurly);
}

function isOnError(tokens: Tokens, i: number): boolean {
  return type(tokens, i) === K.on && type(tokens, i + 1) === K.error;
}

const neverFirst: readonly TokenType[] = [K.from, K.as, K.where];

/** Whether a declaration of a file begins at a token outside all brackets. */
export function beginsDeclaration(tokens: Tokens, i: number, layout: Layout): boolean {
  const token = tokens[i] as IToken;
  const next = tokens[i + 1];
  // `from "./file.ts" import a` is one declaration, in the order of another language.
  const source = tokens[i - 2];
  if (token.tokenType === K.import && source?.tokenType === K.from && layout.isFirst(source)) return false;
  if (token.tokenType === K.import) return layout.isFirst(token) || !isOneOf(tokens[i - 1], Name);
  if (tokens[i - 1]?.tokenType === K.import) return false;
  if (token.tokenType === K.type && isOneOf(next, Name) && isOneOf(tokens[i + 2], P.Equals, P.LCurly)) return true;
  if (token.tokenType === K.graph && isOneOf(next, Name) && isOneOf(tokens[i + 2], P.LCurly)) return true;
  return (
    layout.isFirst(token) &&
    isOneOf(token, Word) &&
    !isOneOf(token, ...neverFirst) &&
    !isOneOf(tokens[i - 1], ...continuing, K.from)
  );
}

const optionWords: readonly TokenType[] = [K.reads, K.writes, K.retry, K.timeout, K.cache, K.asks, K.in, K.show];
const settingWords: readonly TokenType[] = [K.attempts, K.factor, K.delay, K.maxDelay, K.jitter, K.on];
export const modifiers: readonly TokenType[] = [K.input, K.output, K.ephemeral];

/** Whether the next item of a block of some rule begins at a token. */
export function beginsItem(rule: string, tokens: Tokens, i: number, layout: Layout): boolean {
  const token = tokens[i] as IToken;
  const next = tokens[i + 1];
  const first = layout.isFirst(token);
  switch (rule) {
    case "declaration":
      return beginsDeclaration(tokens, i, layout);
    case "statement":
      return beginsStatement(tokens, i, layout);
    case "field":
      if (isOneOf(token, ...modifiers) && isOneOf(next, Name)) return true;
      return (
        isOneOf(token, Name) &&
        isOneOf(next, P.Colon, P.Question) &&
        (first || !isOneOf(tokens[i - 1], P.Question, ...modifiers))
      );
    case "member":
      return isOneOf(token, Word, Str) && isOneOf(next, P.Colon, P.Question);
    case "nodeOption":
      return isOneOf(token, ...optionWords) && !isOneOf(next, P.Comma) && !isOneOf(tokens[i - 1], P.Comma);
    case "retrySetting":
      return isOneOf(token, ...settingWords);
    case "matchArm":
      return isOneOf(token, K.else) || (first && isOneOf(token, Str, Num, K.null, K.true, K.false));
    case "whenArm":
      return isOneOf(token, K.else) || (first && isOneOf(token, Identifier, Name, P.Bang, P.LParen));
    default:
      return first && isOneOf(token, NodeName) && isOneOf(next, P.Colon);
  }
}

/** The places of a text, outside all brackets, at which something begins, and its start and end. */
export function split(
  tokens: Tokens,
  begins: (tokens: Tokens, i: number) => boolean,
): readonly { readonly from: number; readonly to: number }[] {
  const starts: number[] = [];
  let depth = 0;
  tokens.forEach((token, i) => {
    if (depth === 0 && (i === 0 || begins(tokens, i))) starts.push(i);
    depth += depthChange(token.tokenType);
  });
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? tokens.length }));
}

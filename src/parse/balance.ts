/** Finds what was meant by brackets that do not match, beyond adding some and leaving some out. */
import type { IToken, TokenType } from "chevrotain";
import { isA, K, P, Word } from "../../grammar/tokens.ts";
import { closes, openerOf, opens, type Pair } from "./brackets.ts";
import type { Layout } from "./layout.ts";
import { matched, type Balance, type Imbalance } from "./matching.ts";
import { isOneOf } from "./starts.ts";
import { addedToken, spanOfToken } from "./token.ts";

export function isBalanced(tokens: readonly IToken[]): boolean {
  const open: Pair[] = [];
  for (const { tokenType } of tokens) {
    const pair = opens(tokenType);
    if (pair) open.push(pair);
    else if (closes(tokenType)) {
      const last = open.pop();
      if (!last || !isA(tokenType, last.closer)) return false;
    }
  }
  return open.length === 0;
}

/** Makes the brackets of a text match, with as few changes as it takes. A sign that was written in place of a bracket is one change. */
export function balance(tokens: readonly IToken[], layout: Layout): Balance {
  const best = matched(tokens, layout);
  return (
    withOpener(tokens, layout, best) ??
    withGroup(tokens, layout, best) ??
    turnedCloser(tokens, layout, best) ??
    turnedOpener(tokens, layout, best) ??
    best
  );
}

/** Tries whether the brackets match if one that closes nothing was to open what a later one closes. */
function turnedCloser(tokens: readonly IToken[], layout: Layout, best: Balance): Balance | undefined {
  const [first, second] = best.found.filter((one) => one.kind === "stray");
  if (!first || !second) return undefined;
  const { closer: found } = first;
  const { closer } = second;
  const opener = addedToken(...openerOf(closer), spanOfToken(found));
  layout.add(opener, found);
  const opened = matched(tokens.toSpliced(tokens.indexOf(found), 1, opener), layout);
  if (opened.found.length >= best.found.length - 1) return undefined;
  return { tokens: opened.tokens, found: [{ kind: "turned", found, opener, closer }, ...opened.found] };
}

/** Tries whether the brackets match if one that nothing closes was to close what is open around it. */
function turnedOpener(tokens: readonly IToken[], layout: Layout, best: Balance): Balance | undefined {
  const [inner, outer] = best.found.filter((one) => one.kind === "unclosed");
  // Where the text ends, everything is open.
  if (!inner?.before || !outer?.before || inner.opener.startOffset < outer.opener.startOffset) return undefined;
  const found = inner.opener;
  const closer = addedToken(outer.closer, outer.closer.LABEL ?? "", spanOfToken(found));
  layout.add(closer, found);
  const closed = matched(tokens.toSpliced(tokens.indexOf(found), 1, closer), layout);
  if (closed.found.length >= best.found.length - 1) return undefined;
  const wrong: Imbalance = { kind: "wrong", opener: outer.opener, closer: found, wanted: outer.closer };
  return { tokens: closed.tokens, found: [wrong, ...closed.found] };
}

/** Tries whether the brackets match with one more opener, behind a word that begins a block or in place of a sign that does not belong there. */
function withOpener(tokens: readonly IToken[], layout: Layout, best: Balance): Balance | undefined {
  const stray = best.found.find((one) => one.kind === "stray");
  const at = stray && headOfBlock(tokens, tokens.indexOf(stray.closer), layout);
  if (!stray || at === undefined) return undefined;
  const head = tokens[at] as IToken;
  const next = tokens[at + 1] as IToken;
  const isWrong = notBlocks.has(next.tokenType);
  const { end } = spanOfToken(head);
  const opener = addedToken(P.LCurly, "{", isWrong ? spanOfToken(next) : { start: end, end });
  layout.add(opener, isWrong ? next : head);
  const opened = matched(tokens.toSpliced(at + 1, isWrong ? 1 : 0, opener), layout);
  if (opened.found.length >= best.found.length) return undefined;
  const { closer } = stray;
  const found: Imbalance = isWrong
    ? { kind: "turned", found: next, opener, closer }
    : { kind: "unopened", head, opener, closer };
  return { tokens: opened.tokens, found: [found, ...opened.found] };
}

/** `-> ->` at the end of a line, below which a `]` closes what lies in between: the second arrow stands for the bracket. */
function withGroup(tokens: readonly IToken[], layout: Layout, best: Balance): Balance | undefined {
  const stray = best.found.find((one) => one.kind === "stray" && one.closer.tokenType === P.RBracket);
  if (stray?.kind !== "stray" || !layout.isFirst(stray.closer)) return undefined;
  for (let i = tokens.indexOf(stray.closer) - 2; i > 0; i--) {
    const [before, found, next] = [tokens[i - 1], tokens[i], tokens[i + 1]];
    if (!before || !found || !next || !layout.isFirst(next)) continue;
    if (!isOneOf(before, P.Arrow) || !notBlocks.has(found.tokenType)) continue;
    const opener = addedToken(P.LBracket, "[", spanOfToken(found));
    layout.add(opener, found);
    const opened = matched(tokens.toSpliced(i, 1, opener), layout);
    if (opened.found.length >= best.found.length) return undefined;
    return { tokens: opened.tokens, found: [{ kind: "turned", found, opener, closer: stray.closer }, ...opened.found] };
  }
  return undefined;
}

/** The token behind which the opener of a `}` was probably forgotten: the end of a line or a word that lacks its block. */
function headOfBlock(tokens: readonly IToken[], stray: number, layout: Layout): number | undefined {
  const closer = tokens[stray] as IToken;
  if (!isA(closer.tokenType, P.RCurly)) return undefined;
  // A block is opened by the last sign of its line.
  const isReplaced = (sign: IToken, behind: IToken | undefined): boolean =>
    sign.tokenType !== P.LCurly && behind !== undefined && layout.isFirst(behind);
  for (let i = stray - 1; i >= 0; i--) {
    const token = tokens[i] as IToken;
    const named = token.tokenType === K.graph || token.tokenType === K.type;
    const last = named ? i + 1 : i;
    const next = tokens[last + 1];
    const sameLine = layout.line(token) === layout.line(closer);
    if (!sameLine && layout.isFirst(token) && layout.indent(token) < layout.indent(closer)) return undefined;
    const isSign = next !== undefined && notBlocks.has(next.tokenType);
    const [name, comma] = tokens.slice(isSign ? i + 2 : i + 1, i + 4);
    const isList = token.tokenType === K.show && isOneOf(name, Word) && isOneOf(comma, P.Comma);
    if (!named && !isList && !blockWords.has(token.tokenType)) continue;
    if (!sameLine && !(layout.isFirst(token) && layout.indent(token) === layout.indent(closer))) continue;
    if (last < stray && next && (!isSign || isList || isReplaced(next, tokens[last + 2]))) return last;
  }
  return undefined;
}

const blockWords = new Set<TokenType>([K.state, K.context, K.events, K.defaults]);
const notBlocks = new Set<TokenType>([P.LCurly, P.Colon, P.Question, P.Equals, P.Arrow]);

/** Makes the brackets of a text match by adding some and leaving some out. */
import type { IToken, TokenType } from "chevrotain";
import { isA, K, P, Word } from "../../grammar/tokens.ts";
import { closes, openerOf, opens, type Pair } from "./brackets.ts";
import type { Layout } from "./layout.ts";
import { isOneOf } from "./starts.ts";
import { addedToken, spanOfToken } from "./token.ts";

/** A bracket that had to be added or left out. */
export type Imbalance =
  | {
      readonly kind: "unclosed";
      readonly opener: IToken;
      readonly closer: TokenType;
      readonly before: IToken | undefined;
    }
  | { readonly kind: "unopened"; readonly head: IToken; readonly opener: IToken; readonly closer: IToken }
  | { readonly kind: "wrong"; readonly opener: IToken; readonly closer: IToken; readonly wanted: TokenType }
  | { readonly kind: "stray"; readonly closer: IToken }
  | { readonly kind: "turned"; readonly found: IToken; readonly opener: IToken; readonly closer: IToken };

export interface Balance {
  readonly tokens: readonly IToken[];
  readonly found: readonly Imbalance[];
}

interface Open {
  readonly token: IToken;
  readonly pair: Pair;
}

/**
 * Makes brackets match with as few changes as any of several readings needs: that take the brackets as they come or believe the indentation, and that
 * take a bracket of the wrong kind for one too many, for a mistyped one, or for a sign that one inside it is missing. Among equals, the indentation
 * knows better where a bracket was forgotten.
 */
export function matched(tokens: readonly IToken[], layout: Layout): Balance {
  return fewest(wrongs.flatMap((wrong) => [match(tokens, layout, wrong), match(tokens, undefined, wrong)]));
}

/** Reads brackets that match, where the indentation says that one of them stands in a wrong place: as one that is missing there, and one that is too many elsewhere. */
export function rearranged(tokens: readonly IToken[], layout: Layout): Balance | undefined {
  const best = fewest(wrongs.map((wrong) => match(tokens, layout, wrong)));
  return best.found.length === 2 ? best : undefined;
}

function fewest(readings: readonly Balance[]): Balance {
  return readings.reduce((a, b) => (b.found.length < a.found.length ? b : a));
}

/** What a closing bracket is taken for that the innermost open one does not go with. */
type Wrong = "surplus" | "mistyped" | "missing";

const wrongs: readonly Wrong[] = ["surplus", "mistyped", "missing"];

function match(tokens: readonly IToken[], layout: Layout | undefined, wrong: Wrong): Balance {
  const result: IToken[] = [];
  const found: Imbalance[] = [];
  const open: Open[] = [];

  const close = (before: IToken | undefined) => {
    const { token: opener, pair } = open.pop() as Open;
    found.push({ kind: "unclosed", opener, closer: pair.closer, before });
    // A comma at the end of the line stands behind the bracket, not inside.
    const last = result.at(-1) ?? opener;
    const comma =
      last.tokenType === P.Comma && layout && layout.line(last) === layout.line(opener) ? result.pop() : undefined;
    const { end } = spanOfToken(result.at(-1) ?? opener);
    result.push(addedToken(pair.closer, pair.closer.LABEL ?? "", { start: end, end }), ...(comma ? [comma] : []));
  };

  for (const [i, token] of tokens.entries()) {
    const closing = closes(token.tokenType);
    const around = open.at(-1);
    if (layout && around && standsForCloser(tokens, i, around, layout)) {
      const { token: opener, pair } = around;
      found.push({ kind: "wrong", opener, closer: token, wanted: pair.closer });
      result.push(addedToken(pair.closer, pair.closer.LABEL ?? "", spanOfToken(token)));
      open.pop();
      continue;
    }
    if (layout?.isFirst(token))
      while (open.length > 0 && endedBefore(token, closing, open.at(-1) as Open, layout)) close(token);
    const pair = opens(token.tokenType);
    if (pair) {
      open.push({ token, pair });
      if (isEmptyDefault(tokens, i)) {
        result.push(token);
        close(tokens[i + 1]);
        continue;
      }
    } else if (closing) {
      const innermost = open.at(-1);
      if (wrong === "mistyped" && innermost && !isA(token.tokenType, innermost.pair.closer)) {
        const { closer } = innermost.pair;
        found.push({ kind: "wrong", opener: innermost.token, closer: token, wanted: closer });
        result.push(addedToken(closer, closer.LABEL ?? "", spanOfToken(token)));
        open.pop();
        continue;
      }
      const at = open.findLastIndex((one) => isA(token.tokenType, one.pair.closer));
      const head = result.at(-1);
      if (head?.tokenType === P.Equals && isOneOf(tokens[i + 1], K.reduce, K.where)) {
        const { end } = spanOfToken(head);
        const opener = addedToken(...openerOf(token), { start: end, end });
        found.push({ kind: "unopened", head, opener, closer: token });
        result.push(opener, token);
        continue;
      }
      const isSurplus =
        at < 0 ||
        isDeeper(token, open[at] as Open, layout) ||
        (wrong !== "missing" && closesLater(tokens, i, open.at(-1) as Open));
      if (isSurplus) {
        found.push({ kind: "stray", closer: token });
        continue;
      }
      while (open.length - 1 > at) close(token);
      open.pop();
    }
    result.push(token);
  }
  while (open.length > 0) close(undefined);
  return { tokens: result, found };
}

/** `= [ reduce append`: the default of a field was to be empty. */
function isEmptyDefault(tokens: readonly IToken[], open: number): boolean {
  if (tokens[open - 1]?.tokenType !== P.Equals || !isOneOf(tokens[open + 1], K.reduce, K.where)) return false;
  return isOneOf(tokens[open + 2], Word);
}

/** `node a {` … `x => {`: something stands where the options of a node should be closed. */
function standsForCloser(tokens: readonly IToken[], i: number, { token: opener }: Open, layout: Layout): boolean {
  const token = tokens[i] as IToken;
  if (!layout.isFirst(token) || tokens[i + 1]?.tokenType !== P.FatArrow || !isA(opener.tokenType, P.LCurly))
    return false;
  const head = layout.head(opener);
  const isNode = head.tokenType === K.node || head.tokenType === K.ask;
  return (
    isNode &&
    !closes(token.tokenType) &&
    layout.indent(token) === layout.indent(head) &&
    layout.line(opener) === layout.line(head)
  );
}

/** Whether a line that begins with a token cannot lie in a bracket, as it is indented too little. */
function endedBefore(token: IToken, closing: boolean, { token: opener }: Open, layout: Layout): boolean {
  if (layout.line(opener) === layout.line(token)) return false;
  // The update of a node stands behind its options.
  const head = layout.head(opener).tokenType;
  if (token.tokenType === P.FatArrow && isA(opener.tokenType, P.LCurly)) return head === K.node || head === K.ask;
  const indent = layout.indent(token);
  const limit = layout.indent(opener);
  return closing ? indent < limit : indent <= limit;
}

/** Whether a closing bracket is one too many, as it stands on a line that is indented deeper than the line of its opener. */
function isDeeper(token: IToken, { token: opener }: Open, layout: Layout | undefined): boolean {
  if (!layout || layout.line(opener) === layout.line(token)) return false;
  return layout.indent(token) > layout.indent(opener);
}

/** Whether the innermost bracket is closed by the very next token, so that this one of another kind is one too many. */
function closesLater(tokens: readonly IToken[], i: number, innermost: Open): boolean {
  const token = tokens[i] as IToken;
  const next = tokens[i + 1];
  if (isA(token.tokenType, innermost.pair.closer) || !next) return false;
  return isA(next.tokenType, innermost.pair.closer);
}

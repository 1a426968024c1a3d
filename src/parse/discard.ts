import type { IToken } from "chevrotain";
import type { Mark } from "../../grammar/parser.ts";
import { P, Str, Word } from "../../grammar/tokens.ts";
import { depthChange } from "./brackets.ts";
import type { Layout } from "./layout.ts";
import { beginsItem, isOneOf } from "./starts.ts";

/** A run of tokens that reading goes on without. */
export interface Discarded {
  readonly from: number;
  readonly to: number;
  readonly rule: string;
}

/** Lists that can lose an item and still be read. */
const losable = new Set([
  ...["declaration", "statement", "field", "member", "nodeOption", "retrySetting", "matchArm", "whenArm", "property"],
]);

/**
 * Finds what to leave out because of a mistake at a token: the innermost item around it, up to where the next begins or the list ends.
 * `marks` are the items that were begun and not finished there.
 */
export function discard(tokens: readonly IToken[], at: number, marks: readonly Mark[], layout: Layout): Discarded {
  for (const { rule, token } of marks.toReversed()) {
    const from = tokens.indexOf(token);
    if (losable.has(rule) && from >= 0) {
      const to = endOfItem(rule, tokens, from, at, layout);
      if (to > from) return { rule, from, to };
    }
  }
  return { rule: "statement", from: at, to: endOfItem("statement", tokens, at, at, layout) };
}

/** Whether the list goes on behind a separator: a comma may also stand inside an item. */
function goesOn(rule: string, tokens: readonly IToken[], i: number, layout: Layout): boolean {
  const token = tokens[i];
  if (!token || depthChange(token.tokenType) < 0) return true;
  return rule === "property" ? isOneOf(token, Word, Str, P.Spread, P.LBracket) : beginsItem(rule, tokens, i, layout);
}

function endOfItem(rule: string, tokens: readonly IToken[], from: number, at: number, layout: Layout): number {
  const separated = rule !== "statement" && rule !== "declaration" && rule !== "nodeOption" && rule !== "retrySetting";
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i] as IToken;
    const change = depthChange(token.tokenType);
    if (depth === 0 && i >= at) {
      if (change < 0) return i;
      if (separated && isOneOf(token, P.Comma, P.Semicolon) && goesOn(rule, tokens, i + 1, layout)) return i + 1;
      if (i > from && beginsItem(rule, tokens, i, layout)) return i;
    }
    depth += change;
    if (depth < 0) return i;
  }
  return tokens.length;
}

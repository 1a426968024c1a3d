/** One sign that is missing between two things that are both there. */
import type { TokenType } from "chevrotain";
import { K, NodeName, P, Str, Word } from "../../../grammar/tokens.ts";
import { G104 } from "../../diagnostics/catalogue/g1.ts";
import { describe } from "../describe.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { commaLists, inserted } from "./repairs.ts";
import type { Place, Repair, Slip } from "./slips.ts";

const signs: readonly TokenType[] = [P.Colon, P.Arrow, P.Equals, P.FatArrow, K.then, K.from, K.in];

/** Reads a sign before what was found. */
function added(place: Place, type: TokenType): Repair {
  return inserted(place, place.at, type, !isGuess(place, type));
}

/** Whether something else may be what is missing, or one of the two be too much: `[rev iew, b]`, `when { a b -> c }`. */
function isGuess(place: Place, type: TokenType): boolean {
  const { found, before, rule, tokens, at, layout } = place;
  if (type === P.Comma) return !(found && layout.isFirst(found)) && !isOneOf(tokens[at + 1], P.Colon);
  if (type !== P.Arrow) return rule === "expression" || (rule === "field" && !isFieldApart(place));
  return rule === "whenArm" ? !isOneOf(before, K.else) : isOneOf(before, NodeName) && isOneOf(found, NodeName);
}

/** Whether a field begins its line, or stands behind a bracket or a comma: what it begins with belongs to no other field. */
function isFieldApart({ marks, tokens, layout }: Place): boolean {
  const head = marks.findLast(({ rule }) => rule === "field")?.token;
  return head !== undefined && (layout.isFirst(head) || isOneOf(tokens[tokens.indexOf(head) - 1], P.LCurly, P.Comma));
}

/** `{ a: 1 b: 2 }`. */
const comma: Slip = (place) => {
  const { found, before, rule } = place;
  if (!found || !before || !commaLists.has(rule) || before.tokenType === P.Comma) return undefined;
  return added(place, P.Comma);
};

/** `{ name "text" }`. */
const colon: Slip = (place) => {
  const { found, before, rule, tokens, at } = place;
  const opener = tokens[at - 2];
  if (rule !== "object" || !found || !isOneOf(before, Word, Str) || !isOneOf(opener, P.LCurly, P.Comma))
    return undefined;
  return isOneOf(found, Word) ? undefined : added(place, P.Colon);
};

/** `name string`, `"a" target`, `x in`. */
const sign: Slip = (place) => {
  const { found, wanted, rule } = place;
  if (rule === "ask" && found?.image === "{") return undefined;
  return found && wanted && signs.includes(wanted) ? added(place, wanted) : undefined;
};

/** `a match kind { … }`, `a goto { … }`: behind a step, these words begin the next. */
const arrow: Slip = (place) => {
  const { found, afterStep } = place;
  return found && afterStep && isOneOf(found, K.match, K.when, K.route, K.goto) ? added(place, P.Arrow) : undefined;
};

/** `graph G` or `state` without braces at all. */
const block: Slip = (place) => {
  const { found, before, wanted, at } = place;
  if (!found || !before || wanted !== P.LCurly) return undefined;
  const { end } = spanOfToken(before);
  const span = { start: end, end };
  const message = G104.noBlock({ opener: "{", behind: describe(before) });
  const put = [addedToken(P.LCurly, "{", span), addedToken(P.RCurly, "}", span)];
  return { message, span, edits: [{ from: at, to: at, put }], tentative: true };
};

export const missing: readonly Slip[] = [colon, comma, sign, arrow, block];

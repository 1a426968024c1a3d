/** One sign that is missing between two things that are both there. */
import type { IToken, TokenType } from "chevrotain";
import { K, NodeName, P, Str, Word } from "../../../grammar/tokens.ts";
import { G101, G104 } from "../../diagnostics/catalogue/g1.ts";
import { describe } from "../describe.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { commaLists } from "./repairs.ts";
import type { Place, Repair, Slip } from "./slips.ts";

const signs: readonly TokenType[] = [P.Colon, P.Arrow, P.Equals, P.FatArrow, K.then, K.from, K.in];

function inserted(place: Place, found: IToken, type: TokenType): Repair {
  const { at, before } = place;
  const end = before ? spanOfToken(before).end : found.startOffset;
  const sign = type.LABEL ?? type.name;
  const text = type === P.Comma || type === P.Colon ? sign : ` ${sign}`;
  return {
    message: G101.missing({ sign: `\`${sign}\``, before: describe(found) }),
    span: spanOfToken(found),
    fixes: [{ title: `add \`${sign}\``, safe: !isGuess(place, type), edits: [{ span: { start: end, end }, text }] }],
    edits: [{ from: at, to: at, put: [addedToken(type, sign, { start: end, end })] }],
    tentative: true,
  };
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
  return inserted(place, found, P.Comma);
};

/** `{ name "text" }`. */
const colon: Slip = (place) => {
  const { found, before, rule, tokens, at } = place;
  const opener = tokens[at - 2];
  if (rule !== "object" || !found || !isOneOf(before, Word, Str) || !isOneOf(opener, P.LCurly, P.Comma))
    return undefined;
  return isOneOf(found, Word) ? undefined : inserted(place, found, P.Colon);
};

/** `name string`, `"a" target`, `x in`. */
const sign: Slip = (place) => {
  const { found, wanted, rule } = place;
  if (rule === "ask" && found?.image === "{") return undefined;
  return found && wanted && signs.includes(wanted) ? inserted(place, found, wanted) : undefined;
};

/** `a match kind { … }`, `a goto { … }`: behind a step, these words begin the next. */
const arrow: Slip = (place) => {
  const { found, afterStep } = place;
  return found && afterStep && isOneOf(found, K.match, K.when, K.route, K.goto)
    ? inserted(place, found, P.Arrow)
    : undefined;
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

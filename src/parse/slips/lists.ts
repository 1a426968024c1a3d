/** Names in lists that are joined by something else than commas. */
import type { IToken } from "chevrotain";
import { isA, K, Name, P } from "../../../grammar/tokens.ts";
import { G101, G106 } from "../../diagnostics/catalogue/g1.ts";
import { describe } from "../describe.ts";
import { beginsItem, isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import type { Place, Repair, Slip } from "./slips.ts";

const heads: readonly unknown[] = [K.reads, K.writes, K.before, K.after];

/** `reads a and b`, `interrupt before a and b`, `[a and b]`, `a & b -> c`. */
const joined: Slip = (place) => {
  const { tokens, at, rule } = place;
  // Where a statement may begin, the word was read as its first.
  const index = [at, at - 1].find((i) => /^(?:and|&|&&|\+)$/.test(tokens[i]?.image ?? ""));
  const word = index === undefined ? undefined : tokens[index];
  if (index === undefined || !word || !isOneOf(tokens[index + 1], Name)) return undefined;
  const inGroup = (rule === "group" || rule === "choices") && index === at;
  if (!inGroup && !isInNames(place, index)) return undefined;
  const before = tokens[index - 1] as IToken;
  const span = spanOfToken(word);
  const edits = [{ span: { start: spanOfToken(before).end, end: span.end }, text: "," }];
  return {
    message: G106.instead({ written: word.image, meant: "," }),
    span,
    fixes: [{ title: "write `,`", safe: true, edits }],
    edits: [{ from: index, to: index + 1, put: [addedToken(P.Comma, ",", span)] }],
  };
};

/** `reads a b`. It may as well be one name, or one too many, so the fix is not safe. */
const apart: Slip = (place) => {
  const { tokens, at, found, layout } = place;
  if (!found || !isOneOf(found, Name) || layout.isFirst(found) || !isInNames(place, at)) return undefined;
  if (beginsItem("nodeOption", tokens, at, layout)) return undefined;
  const { end } = spanOfToken(tokens[at - 1] as IToken);
  const span = { start: end, end };
  const repair: Repair = {
    message: G101.missing({ sign: "`,`", before: describe(found) }),
    span: spanOfToken(found),
    fixes: [{ title: "add `,`", safe: false, edits: [{ span, text: "," }] }],
    edits: [{ from: at, to: at, put: [addedToken(P.Comma, ",", span)] }],
  };
  return repair;
};

/** Whether a list of names behind `reads`, `writes`, `before` or `after` ends before a token. */
function isInNames({ tokens }: Place, at: number): boolean {
  let i = at - 1;
  for (;;) {
    if (isOneOf(tokens[i], P.Question)) i--;
    const name = tokens[i];
    if (!name || !isA(name.tokenType, Name)) return false;
    const before = tokens[i - 1];
    if (before && heads.includes(before.tokenType)) return true;
    if (!isOneOf(before, P.Comma)) return false;
    i -= 2;
  }
}

export const joinedNames: readonly Slip[] = [joined];
export const namesApart: readonly Slip[] = [apart];

/** Operators of other languages. */
import type { IToken, TokenType } from "chevrotain";
import { P, Slips, Word } from "../../../grammar/tokens.ts";
import { G106 } from "../../diagnostics/catalogue/g1.ts";
import { depthChange } from "../brackets.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { replaced } from "./repairs.ts";
import type { Place, Slip } from "./slips.ts";

const always = new Map<TokenType, TokenType>([
  [Slips.Identical, P.EqEq],
  [Slips.NotIdentical, P.NotEq],
]);

/** `===`, `!==`. */
const identity: Slip = (place) => {
  const type = place.found && always.get(place.found.tokenType);
  return type && replaced(place, { from: place.at, to: place.at + 1, type, meant: type.LABEL as string });
};

const words: Readonly<Record<string, TokenType>> = {
  and: P.AndAnd,
  or: P.OrOr,
  is: P.EqEq,
  eq: P.EqEq,
  "&": P.AndAnd,
  "|": P.OrOr,
  "=": P.EqEq,
};

/** `and`, `or`, `is`, `&`, `|`, and a single `=` behind an expression. */
const wordOperator: Slip = (place) => {
  const { found, at, tokens, afterExpression, rule } = place;
  if (!found || !afterExpression || isKey(place)) return undefined;
  if (found.image === "is" && tokens[at + 1]?.image === "not")
    return replaced(place, { from: at, to: at + 2, type: P.NotEq, meant: "!=" });
  const type = Object.hasOwn(words, found.image) ? words[found.image] : undefined;
  if (!type || (found.tokenType === P.Equals && rule === "let")) return undefined;
  return replaced(place, { from: at, to: at + 1, type, meant: type.LABEL as string });
};

/** `not x`. */
const not: Slip = (place) => {
  const { before, at } = place;
  if (before?.image !== "not") return undefined;
  return replaced(place, { from: at - 1, to: at, type: P.Bang, meant: "!" });
};

/** Whether a shorthand key of an object stands before. */
function isKey({ rule, tokens, at }: Place): boolean {
  const previous = tokens[at - 2]?.tokenType;
  return rule === "object" && previous !== undefined && (previous === P.Comma || previous.LABEL === "{");
}

/** `{ a = 1 }`, `{ a := 1 }`. */
const keyValue: Slip = (place) => {
  const { found, at } = place;
  if (!isKey(place) || (found?.tokenType !== P.Equals && found?.tokenType !== Slips.Walrus)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Colon, meant: ":" });
};

/** `:=` in a declaration. */
const walrus: Slip = (place) => {
  const { found, at } = place;
  if (found?.tokenType !== Slips.Walrus) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Equals, meant: "=" });
};

/** `{ count += 1 }`. What was meant depends on the field's reducer, so the fix is not safe. */
const augmented: Slip = (place) => {
  const { found, before, at } = place;
  const sign =
    found?.tokenType === Slips.PlusEquals ? P.Plus : found?.tokenType === Slips.MinusEquals ? P.Minus : undefined;
  if (!found || !before || !sign || !isKey(place)) return undefined;
  const span = spanOfToken(found);
  const meant = `: ${before.image} ${sign.LABEL as string}`;
  const put = [
    addedToken(P.Colon, ":", span),
    addedToken(before.tokenType, before.image, span),
    addedToken(sign, sign.LABEL as string, span),
  ];
  return {
    message: G106.notHere({
      written: found.image,
      help: `an update gives the new value, as in \`${before.image}${meant} …\`, or what the field's reducer folds in`,
    }),
    span,
    fixes: [{ title: `write \`${before.image}${meant}\``, safe: false, edits: [{ span, text: meant }] }],
    edits: [{ from: at, to: at + 1, put }],
  };
};

/** `a ?: b`. */
const elvis: Slip = (place) => {
  const { found, before, at } = place;
  if (found?.tokenType !== P.Colon || before?.tokenType !== P.Question) return undefined;
  // A line that begins like that is a field without its name.
  if (place.layout.isFirst(before) && place.marks.some(({ rule }) => rule === "field")) return undefined;
  return replaced(place, { from: at - 1, to: at + 1, type: P.Coalesce, meant: "??" });
};

/** `a?.[i]`. Whether `a` may be absent is not known here, so the fix is not safe. */
const optionalIndex: Slip = (place) => {
  const { found, before, at } = place;
  if (found?.tokenType !== P.LBracket || before?.tokenType !== P.OptionalDot) return undefined;
  const span = spanOfToken(before);
  const help =
    "the element may be absent anyhow: write `a[i]`; where the list itself may be absent, `(a ?? [])[i]`, and of a map `(a ?? {})[key]`";
  return {
    message: G106.notHere({ written: "?.[", help }),
    span,
    fixes: [{ title: "remove `?.`", safe: false, edits: [{ span, text: "" }] }],
    edits: [{ from: at - 1, to: at, put: [] }],
  };
};

/** `a->b` without spaces, as other languages write members; an arrow of a lambda leads to what uses its parameter. */
const member: Slip = (place) => {
  const { found, before, at, tokens } = place;
  const next = tokens[at + 1];
  if (found?.tokenType !== P.Arrow || !before || !next || place.afterStep) return undefined;
  const { start, end } = spanOfToken(found);
  const isTight = spanOfToken(before).end === start && next.startOffset === end;
  if (!isTight || !isOneOf(before, Word, P.RParen, P.RBracket) || !isOneOf(next, Word)) return undefined;
  if (isOneOf(tokens[at - 2], P.LParen, P.Comma) && isUsedBehind(before.image, place)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Dot, meant: "." });
};

/** Whether a name stands again in the rest of an argument. */
function isUsedBehind(name: string, { tokens, at }: Place): boolean {
  let depth = 0;
  for (const token of tokens.slice(at + 1)) {
    depth += depthChange(token.tokenType);
    if (depth < 0 || (depth === 0 && token.tokenType === P.Comma)) return false;
    if (token.image === name) return true;
  }
  return false;
}

const typographic: Readonly<Record<string, readonly [TokenType, ...TokenType[]]>> = {
  "≤": [P.LessEq],
  "≥": [P.Greater, P.Equals],
  "≠": [P.NotEq],
  "−": [P.Minus],
};

/** `≤`, `≥`, `≠` and the typographic minus. */
const smartSign: Slip = (place) => {
  const { found, at } = place;
  const types = found && Object.hasOwn(typographic, found.image) && typographic[found.image];
  if (!found || !types) return undefined;
  const meant = types.map((type) => type.LABEL as string).join("");
  const repair = replaced(place, { from: at, to: at + 1, type: types[0], meant });
  const span = spanOfToken(found);
  const put: IToken[] = types.map((type, i) =>
    addedToken(type, type.LABEL as string, i === 0 ? span : { start: span.end, end: span.end }),
  );
  return { ...repair, edits: [{ from: at, to: at + 1, put }] };
};

/** `{ isLarge: n => 3 }`: functions are arguments, so that a comparison was meant. */
const orMore: Slip = (place) => {
  const { found, at, rule, afterExpression, tokens } = place;
  if (found?.tokenType !== P.FatArrow || !afterExpression || (rule !== "object" && rule !== "list")) return undefined;
  if (isOneOf(tokens[at + 1], P.LCurly)) return undefined;
  const { start, end } = spanOfToken(found);
  const put = [
    addedToken(P.Greater, ">", { start, end: start + 1 }),
    addedToken(P.Equals, "=", { start: start + 1, end }),
  ];
  const repair = replaced(place, { from: at, to: at + 1, type: P.Greater, meant: ">=", safe: false });
  return { ...repair, edits: [{ from: at, to: at + 1, put }] };
};

export const operators: readonly Slip[] = [
  ...[identity, keyValue, augmented, wordOperator, not, walrus, elvis, optionalIndex, member, smartSign, orMore],
];

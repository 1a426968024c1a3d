/** The parts of a field in another order, and conditions where only fields and named types have them. */
import type { IToken } from "chevrotain";
import { isA, K, Name, P, Slips, Word } from "../../../grammar/tokens.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import { depthChange } from "../brackets.ts";
import { beginsItem, isOneOf, modifiers } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { removed, replaced, rewritten, spanOfRun } from "./repairs.ts";
import type { Slip } from "./slips.ts";

/** The parts behind a field's type, in their order. */
const parts: readonly unknown[] = [P.Equals, K.reduce, K.where];

/** `log: string[] reduce append = []`, `name: string where len(value) > 0 = "x"`. */
const order: Slip = (place) => {
  const { tokens, marks, layout, text } = place;
  // Behind a field, `reduce` was read as the name of the next one.
  const at = place.before?.tokenType === K.reduce && place.wanted === P.Colon ? place.at - 1 : place.at;
  const found = tokens[at];
  if (!found || !parts.includes(found.tokenType)) return undefined;
  if (place.rule !== "state" && !marks.some(({ rule }) => rule === "field")) return undefined;
  const start = itemStart(tokens, at, (i) => beginsItem("field", tokens, i, layout));
  if (start === undefined) return undefined;
  const end = itemEnd(tokens, at, (i) => beginsItem("field", tokens, i, layout));
  const heads = headsIn(tokens, start, end);
  const [first] = heads;
  if (first === undefined || first >= at || !heads.includes(at)) return undefined;
  if (found.tokenType === P.Equals && isPlainSubject(tokens.slice(first, at))) return undefined;
  const kinds = heads.map((head) => parts.indexOf(tokens[head]?.tokenType));
  if (new Set(kinds).size < kinds.length || kinds.every((kind, i) => i === 0 || kind > (kinds[i - 1] as number)))
    return undefined;
  const pieces = heads
    .map((head, i) => ({ kind: kinds[i] as number, from: head, to: heads[i + 1] ?? end }))
    .toSorted((a, b) => a.kind - b.kind);
  const ordered = pieces.map(({ from, to }) => {
    const span = spanOfRun(place, from, to);
    return text.slice(span.start, span.end);
  });
  const written = spanOfRun(place, first, end);
  const moved = pieces.find(({ from }) => from === at) ?? { from: at, to: end };
  return {
    message: G101.fieldOrder({ part: partName(found), after: partName(tokens[first] as IToken) }),
    span: spanOfRun(place, moved.from, moved.to),
    fixes: [
      { title: `write \`${ordered.join(" ")}\``, safe: true, edits: [{ span: written, text: ordered.join(" ") }] },
    ],
    edits: [{ from: first, to: end, put: pieces.flatMap(({ from, to }) => tokens.slice(from, to)) }],
  };
};

function partName({ tokenType, image }: IToken): string {
  return tokenType === P.Equals ? "default" : `\`${image}\``;
}

/** Where the item that holds a token begins. */
function itemStart(tokens: readonly IToken[], at: number, begins: (i: number) => boolean): number | undefined {
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    depth -= depthChange((tokens[i] as IToken).tokenType);
    if (depth < 0) return undefined;
    if (depth === 0 && begins(i)) return i;
  }
  return undefined;
}

/** Where an item ends: before the next one, a separator or the bracket around it. */
function itemEnd(tokens: readonly IToken[], at: number, begins: (i: number) => boolean): number {
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    const { tokenType } = tokens[i] as IToken;
    const change = depthChange(tokenType);
    if (depth === 0 && i > at && (begins(i) || tokenType === P.Comma || tokenType === P.Semicolon)) return i;
    if (depth + change < 0) return i;
    depth += change;
  }
  return tokens.length;
}

function headsIn(tokens: readonly IToken[], start: number, end: number): readonly number[] {
  const heads: number[] = [];
  let depth = 0;
  for (let i = start + 1; i < end; i++) {
    const { tokenType } = tokens[i] as IToken;
    if (depth === 0 && parts.includes(tokenType)) heads.push(i);
    depth += depthChange(tokenType);
  }
  return heads;
}

/** Whether nothing is compared yet behind `where`: `where value = 3` compares. */
function isPlainSubject([head, ...rest]: readonly IToken[]): boolean {
  if (head?.tokenType !== K.where) return false;
  const signs: readonly unknown[] = [P.EqEq, P.NotEq, P.Less, P.Greater, P.LessEq, P.AndAnd, P.OrOr];
  const tests = /^(?:matches|startsWith|endsWith|contains|has|some|every)$/;
  return !rest.some(({ tokenType, image }) => signs.includes(tokenType) || tests.test(image));
}

/** `ask a: int where value > 0`, `node a(n: int where n > 0)`. */
const condition: Slip = (place) => {
  const { found, before, at, tokens, rule, wanted, layout } = place;
  const inParameters = rule === "parameters" && found?.tokenType === K.where;
  const where = inParameters ? found : before;
  const behindAsk = wanted === P.Arrow && where?.tokenType === K.where && !layout.isFirst(where);
  if (!where || !(inParameters || behindAsk)) return undefined;
  const from = inParameters ? at : at - 1;
  let depth = 0;
  let to = from + 1;
  for (; to < tokens.length; to++) {
    const token = tokens[to] as IToken;
    const change = depthChange(token.tokenType);
    if (depth + change < 0 || (depth === 0 && isEnd(token))) break;
    depth += change;
  }
  return { message: G101.noCondition(), span: spanOfToken(where), edits: [{ from, to, put: [] }] };
};

function isEnd({ tokenType }: IToken): boolean {
  return tokenType === P.FatArrow || tokenType === P.Comma || isA(tokenType, P.LCurly);
}

/** `count: int default 0`. */
const defaultWord: Slip = (place) => {
  const { found, at, rule } = place;
  if (found?.image !== "default" || (rule !== "state" && rule !== "field")) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Equals, meant: "=" });
};

const reducers = /^(?:append|prepend|appendBy|union|merge|deepMerge|mergeWith|add|multiply|min|max|and|or|first|last)$/;

/** `log: string[] = [] reducer append`, where the word was read as the next field. */
const reduceWord: Slip = (place) => {
  const { found, before, at, rule, wanted, layout } = place;
  if (rule !== "field" || wanted !== P.Colon || !before || !found || layout.isFirst(before)) return undefined;
  if (!/^(?:reduced?|reducers?|reduces|reducing)$/.test(before.image) || !isOneOf(found, Word)) return undefined;
  return replaced(place, { from: at - 1, to: at, type: K.reduce, meant: "reduce" });
};

/** `log: string[] = [] append`, `count: int = 0 0`, where a word behind a field was read as the next one. */
const leftOver: Slip = (place) => {
  const { found, before, at, rule, wanted, tokens, layout } = place;
  if (rule !== "field" || wanted !== P.Colon || !before || layout.isFirst(before)) return undefined;
  if (isOneOf(tokens[at - 2], P.Comma, P.Semicolon, P.LCurly, ...modifiers)) return undefined;
  const span = spanOfToken(before);
  if (reducers.test(before.image)) {
    const put = [addedToken(K.reduce, "reduce", { start: span.start, end: span.start })];
    const edits = [{ span: { start: span.start, end: span.start }, text: "reduce " }];
    return {
      message: G101.missing({ sign: "`reduce`", before: `\`${before.image}\`` }),
      span,
      fixes: [{ title: "add `reduce`", safe: true, edits }],
      edits: [{ from: at - 1, to: at - 1, put }],
    };
  }
  if (found && !layout.isFirst(found) && !isOneOf(found, P.RCurly)) return undefined;
  const message = G101.unexpected({ found: `\`${before.image}\``, wanted: "a field or `}`" });
  return { message, span, edits: [{ from: at - 1, to: at, put: [] }] };
};

/** The names of the built-in types, and names that look like a declared one. */
const typeName = /^(?:string|int|number|boolean|date|bigint|bytes|json|[A-Z]\w*)$/;

/** `string name`, as languages write it in which the type comes first. */
const typeFirst: Slip = (place) => {
  const { found, before, at, rule, wanted, layout, tokens } = place;
  if (rule !== "field" || wanted !== P.Colon || !before || !found || !isA(found.tokenType, Word)) return undefined;
  if (layout.isFirst(found)) return undefined;
  if (isOneOf(found, ...modifiers) && isOneOf(tokens[at + 1], Name) && isOneOf(tokens[at + 2], P.Colon, P.Question))
    return removed(place, at - 1, at, "before a field");
  if (!typeName.test(before.image) || typeName.test(found.image) || reducers.test(found.image)) return undefined;
  if (parts.includes(found.tokenType)) return undefined;
  const { startOffset: start } = before;
  const put = [found, addedToken(P.Colon, ":", { start, end: start }), before];
  return rewritten(place, { from: at - 1, to: at + 1, meant: `${found.image}: ${before.image}`, put });
};

/** `count: int == 0`. */
const comparedDefault: Slip = (place) => {
  const { found, at, rule } = place;
  if (rule !== "state" || !isOneOf(found, P.EqEq, Slips.Identical)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Equals, meant: "=" });
};

/** `name:` at the end of a line, where the name of the next field was read as the type. */
const noType: Slip = ({ found, before, at, rule, tokens, layout }) => {
  if ((rule !== "state" && rule !== "objectType") || !before || !isOneOf(found, P.Colon, P.Question)) return undefined;
  const colon = tokens[at - 2];
  if (!colon || !isOneOf(colon, P.Colon) || !layout.isFirst(before)) return undefined;
  const name = tokens.findLastIndex((token, i) => i < at - 2 && isOneOf(token, Word));
  const from = isOneOf(tokens[name - 1], ...modifiers) ? name - 1 : name;
  if (name < 0 || layout.line(tokens[name] as IToken) !== layout.line(colon)) return undefined;
  const span = spanOfToken(colon);
  const behind = `\`${(tokens[name] as IToken).image}:\``;
  return {
    message: G101.incomplete({ sign: "the type", behind }),
    span,
    edits: [{ from, to: at - 1, put: [] }],
    loses: true,
  };
};

const operators: readonly unknown[] = [
  K.where,
  K.reduce,
  P.Equals,
  P.EqEq,
  P.NotEq,
  P.Less,
  P.Greater,
  P.Plus,
  P.Minus,
  P.Star,
  P.Slash,
  P.Percent,
];

/** `== name?: type` on a line of its own, where the operator is read as one of the default or type above. */
const operatorBeforeField: Slip = (place) => {
  const { tokens, at, rule, layout, marks } = place;
  if (rule !== "state" && !marks.some((mark) => mark.rule === "field")) return undefined;
  const index = [at, at - 1, at - 2, at - 3].find((i) => {
    const token = tokens[i];
    return token && layout.isFirst(token) && (operators.includes(token.tokenType) || token.tokenType === P.Question);
  });
  if (index === undefined || !isOneOf(tokens[index + 1], Name)) return undefined;
  const colon = isOneOf(tokens[index + 2], P.Question) ? index + 3 : index + 2;
  return isOneOf(tokens[colon], P.Colon) ? removed(place, index, index + 1, "before a field") : undefined;
};

export const fields: readonly Slip[] = [
  operatorBeforeField,
  ...[order, condition, defaultWord, comparedDefault, noType, reduceWord, typeFirst, leftOver],
];

/** Methods, which values do not have. */
import type { IToken } from "chevrotain";
import { Identifier, isA, P, Str, Word } from "../../../grammar/tokens.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import { depthChange } from "../brackets.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import type { Slip } from "./slips.ts";

/** Methods of JavaScript for which a function of the language takes the value first and then the same arguments. */
const functions: ReadonlyMap<string, string> = new Map([
  ...[
    "trim",
    "startsWith",
    "endsWith",
    "split",
    "join",
    "slice",
    "concat",
    "map",
    "filter",
    "find",
    "some",
    "every",
  ].map((name) => [name, name] as const),
  ...([
    ["toUpperCase", "upper"],
    ["toLowerCase", "lower"],
    ["includes", "contains"],
    ["toString", "string"],
    ["toReversed", "reverse"],
  ] as const),
]);

/** What is written `Math.max(…)` is no method of a value. */
const namespaces = /^(?:Math|JSON|Object|Array|Number|String|Date|console|ctx)$/;

/** `text.trim()`, `tags.includes("a")`, `a.b.slice(1).join()`. */
export const method: Slip = (place) => {
  const { found, before, tokens, at } = place;
  if (!found || !before || !isOneOf(found, P.LParen) || !isOneOf(tokens[at - 2], P.Dot)) return undefined;
  const called = functions.get(before.image);
  const start = startOfValue(tokens, at - 3);
  const first = start === undefined ? undefined : tokens[start];
  if (called === undefined || start === undefined || !first || namespaces.test(first.image)) return undefined;
  const isAlone = isOneOf(tokens[at + 1], P.RParen);
  const [from, to] = [spanOfToken(first).start, spanOfToken(found).end];
  const point = { start: from, end: from };
  const dot = spanOfToken(tokens[at - 2] as IToken);
  const edits = [
    { span: point, text: `${called}(` },
    { span: { start: dot.start, end: to }, text: isAlone ? "" : ", " },
  ];
  // A function that is given the place as well would not fit.
  const safe = !isOneOf(tokens[at + 1], P.LParen);
  const receiver = place.text.slice(from, dot.start);
  return {
    message: G101.method({ name: before.image, receiver }),
    span: spanOfToken(before),
    fixes: [{ title: `write \`${called}(${receiver}${isAlone ? ")" : ", …)"}\``, safe, edits }],
    edits: [
      { from: start, to: start, put: [addedToken(Identifier, called, point), addedToken(P.LParen, "(", point)] },
      { from: at - 2, to: at + 1, put: isAlone ? [] : [addedToken(P.Comma, ",", dot)] },
    ],
  };
};

/** Where the value begins that ends with a token: a name, a path, a call, an index, a text, or anything in parentheses. */
function startOfValue(tokens: readonly IToken[], last: number): number | undefined {
  const token = tokens[last];
  if (!token) return undefined;
  if (isOneOf(token, P.RParen, P.RBracket)) {
    const open = openerOf(tokens, last);
    if (open === undefined) return undefined;
    const isValue = isOneOf(tokens[open - 1], Word, P.RParen, P.RBracket);
    return isValue ? startOfValue(tokens, open - 1) : open;
  }
  if (isA(token.tokenType, Str)) return last;
  if (!isA(token.tokenType, Word)) return undefined;
  return isOneOf(tokens[last - 1], P.Dot, P.OptionalDot) ? startOfValue(tokens, last - 2) : last;
}

function openerOf(tokens: readonly IToken[], close: number): number | undefined {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    depth += depthChange((tokens[i] as IToken).tokenType);
    if (depth === 0) return i;
  }
  return undefined;
}

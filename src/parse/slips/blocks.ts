/** Statements and operators of JavaScript, where the language has expressions only. */
import type { IToken } from "chevrotain";
import { Identifier, K, P } from "../../../grammar/tokens.ts";
import { G101, G106 } from "../../diagnostics/catalogue/g1.ts";
import { depthChange } from "../brackets.ts";
import { isOneOf } from "../starts.ts";
import { spanOfToken } from "../token.ts";
import { replaced } from "./repairs.ts";
import type { Place, Repair, Slip } from "./slips.ts";

const statements = /^(?:return|const|let|var|if|for|while|switch|try|throw|await|do|yield)$/;

/** `=> { return … }`, `=> { const x = …; … }`: an update or a lambda with the body of a function. */
const body: Slip = (place) => {
  const { tokens, at } = place;
  // The first word was read as a key, so that the mistake shows at the next; behind `return {`, one further.
  const open = [at - 2, at - 3].find(
    (i) =>
      isOneOf(tokens[i], P.LCurly) && isOneOf(tokens[i - 1], P.FatArrow) && statements.test(tokens[i + 1]?.image ?? ""),
  );
  if (open === undefined || isOneOf(tokens[open + 2], P.Colon, P.Comma)) return undefined;
  const close = closerOf(tokens, open);
  if (close === undefined) return undefined;
  const isLambda = place.marks.some(({ rule }) => rule === "argument" || rule === "field");
  const word = tokens[open + 1] as IToken;
  const help = isLambda
    ? "a lambda is one expression: `x => x.score + 1`"
    : "an update is no function: what stands behind `=>` is the result, as in `=> { field: value }`";
  const message = G106.notHere({ written: word.image, help });
  const repair = word.image === "return" ? withoutReturn(place, open, close, isLambda) : undefined;
  if (repair) return { ...repair, message, span: spanOfToken(word) };
  // What the statements compute is not known, so that the whole is left out.
  return { message, span: spanOfToken(word), edits: [{ from: open + 1, to: close, put: [] }], loses: true };
};

/** Reads what is returned as what stands behind the arrow: an object for an update, any expression for a lambda. */
function withoutReturn(
  { tokens, text }: Place,
  open: number,
  close: number,
  isLambda: boolean,
): Pick<Repair, "edits" | "fixes"> | undefined {
  const end = isOneOf(tokens[close - 1], P.Semicolon) ? close - 1 : close;
  const value = tokens.slice(open + 2, end);
  const [first, last] = [value[0], value.at(-1)];
  const isObject = isOneOf(first, P.LCurly) && closerOf(tokens, open + 2) === end - 1;
  if (!first || !last || !(isLambda || isObject)) return undefined;
  const inner = text.slice(first.startOffset, spanOfToken(last).end);
  const outer = { start: spanOfToken(tokens[open] as IToken).start, end: spanOfToken(tokens[close] as IToken).end };
  return {
    fixes: [{ title: `write \`=> ${inner}\``, safe: true, edits: [{ span: outer, text: inner }] }],
    edits: [
      { from: open, to: open + 2, put: [] },
      { from: end, to: close + 1, put: [] },
    ],
  };
}

function closerOf(tokens: readonly IToken[], open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += depthChange((tokens[i] as IToken).tokenType);
    if (depth === 0) return i;
  }
  return undefined;
}

const operators: Readonly<Record<string, string>> = {
  typeof: "types are known before a run: compare with `null`, or a member that tells the alternatives apart",
  await: "nothing is awaited: what takes time belongs in a TypeScript function, which may be async",
  new: "expressions make no instances: dates come from `now()`, everything else belongs in a TypeScript function",
  delete: "nothing is changed in place: an update gives the new value",
  void: "an expression is its value",
};

/** `typeof x`, `await x`. */
const prefix: Slip = (place) => {
  const { tokens, at } = place;
  const index = [at, at - 1].find((i) => Object.hasOwn(operators, tokens[i]?.image ?? ""));
  const word = index === undefined ? undefined : tokens[index];
  if (index === undefined || !word || isOneOf(tokens[index - 1], P.Dot, P.OptionalDot)) return undefined;
  if (isOneOf(tokens[index + 1], P.Colon, P.Question)) return undefined;
  const help = operators[word.image] as string;
  const message = G101.advice({ found: `\`${word.image}\``, help });
  return { message, span: spanOfToken(word), edits: [{ from: index, to: index + 1, put: [] }], tentative: false };
};

const calls: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:add_?conditional|conditional|branch)/i,
    "a branch is `a -> match field { … }`, `a -> when { … }` or `a -> route fn { … }`",
  ],
  [/^(?:set_?entry|set_?start|start)/i, "a run begins where `start` leads: `start -> a`"],
  [/^(?:set_?finish|set_?end|finish)/i, "a run ends where an edge leads to `end`: `a -> end`"],
  [/^(?:add_?)?(?:edge|transition|connect|sequence|chain)s?$/i, "an edge is written `a -> b`"],
  [
    /^(?:add_?)?(?:node|step|task|agent|tool)s?$/i,
    "a node is declared: `node a`, or `node a = fn` for the imported function `fn`",
  ],
  [
    /^(?:compile|build|invoke|stream|run)$/i,
    "the file is compiled as it is: the generated module makes the app that runs",
  ],
];

/** `add_edge("a", "b")`, `graph.addNode("a", f).addEdge(…)`: a graph that is built by calls. */
const builder: Slip = (place) => {
  const { tokens, at, rule, layout } = place;
  if (rule !== "edge" && rule !== "body" && rule !== "file") return undefined;
  let from = Math.min(at, tokens.length - 1);
  while (from > 0 && !layout.isFirst(tokens[from] as IToken)) from--;
  const name = tokens[from + 1]?.tokenType === P.Dot ? from + 2 : from;
  const called = tokens[name];
  if (!called || !isOneOf(called, Identifier) || at > name + 1 || !isOneOf(tokens[name + 1], P.LParen))
    return undefined;
  const help = calls.find(([pattern]) => pattern.test(called.image))?.[1];
  if (help === undefined && rule === "file") return undefined;
  const to = endOfCalls(tokens, name);
  const message = G101.advice({
    found: `a call of \`${called.image}\``,
    help: help ?? "a call is no statement: functions run as nodes, `node a = fn`, where an edge leads to them",
  });
  return { message, span: spanOfToken(called), edits: [{ from, to, put: [] }], loses: true };
};

/** Behind a call, those that are chained to it, and a semicolon. */
function endOfCalls(tokens: readonly IToken[], name: number): number {
  const close = closerOf(tokens, name + 1);
  if (close === undefined) return tokens.length;
  if (isOneOf(tokens[close + 1], P.Dot) && isOneOf(tokens[close + 3], P.LParen)) return endOfCalls(tokens, close + 2);
  return isOneOf(tokens[close + 1], P.Semicolon) ? close + 2 : close + 1;
}

/** `node a state { … }`: the word of another block in place of the arrow of an update. */
export const blockWord: Slip = (place) => {
  const { tokens, layout } = place;
  const head = place.marks.findLast(({ rule }) => rule === "statement")?.token;
  const at = head ? tokens.indexOf(head) : -1;
  if (!head || at < 2 || !isOneOf(tokens[at + 1], P.LCurly) || !isOneOf(head, ...blockWords)) return undefined;
  if (layout.isFirst(head) || tokens[at - 2]?.tokenType !== K.node) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.FatArrow, meant: "=>", safe: false });
};

const blockWords = [K.state, K.context, K.events, K.defaults];

export const blocks: readonly Slip[] = [body, prefix, builder];

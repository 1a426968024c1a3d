/** Commas and semicolons where nothing stands, and of the wrong kind. */
import type { IToken } from "chevrotain";
import { isA, K, NodeName, P } from "../../../grammar/tokens.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import type { Span } from "../../source/source.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, isAdded, spanOfToken } from "../token.ts";
import { commaLists, removed, replaced, spanOfRun } from "./repairs.ts";
import type { Place, Slip, TokenEdit } from "./slips.ts";

const between: Readonly<Record<string, string>> = {
  file: "between declarations",
  body: "between statements",
  nodeOptions: "between options",
  retry: "between the settings of `retry`",
};

/** `;` behind a statement, `,` between options. */
const superfluous: Slip = (place) => {
  const { found, before, at, rule } = place;
  if (!found || ![P.Comma, P.Semicolon].includes(found.tokenType)) return undefined;
  if (isLeftOver(place)) return { span: spanOfToken(found), edits: [{ from: at, to: at + 1, put: [] }] };
  const where = between[rule];
  if (where && !startsTarget(place))
    return { ...removed(place, at, at + 1, where), tentative: rule === "body" && found.tokenType === P.Comma };
  if (found.tokenType === P.Semicolon && commaLists.has(rule))
    return replaced(place, { from: at, to: at + 1, type: P.Comma, meant: "," });
  if (!before || ![P.Comma, P.Semicolon].includes(before.tokenType)) return undefined;
  if (commaLists.has(rule) || rule === "objectType" || rule === "state" || rule === "match" || rule === "when")
    return removed(place, at, endOfCommas(place), "twice");
  return found.tokenType === P.Semicolon ? removed(place, at, at + 1, "here") : undefined;
};

/** Behind the separators that stand there, one after the other. */
function endOfCommas({ tokens, at }: Place): number {
  let to = at + 1;
  while (isOneOf(tokens[to], P.Comma, P.Semicolon)) to++;
  return to;
}

/** Whether a separator stands beside a bracket that was added, or where the text was cut off: that has been reported. */
function isLeftOver({ before, tokens, at, rule, whole }: Place): boolean {
  const next = tokens[at + 1];
  return (before && isAdded(before)) || (next ? isAdded(next) : whole === "file" && rule !== "file");
}

const words = new Set<unknown>([
  ...[K.reads, K.writes, K.retry, K.timeout, K.cache, K.asks, K.show, K.node, K.ask, K.state, K.context, K.events],
  ...[K.defaults, K.limit, K.interrupt, K.version, K.migrate],
]);

/** `reads a, writes b`: the word behind the comma was read as a name. */
const beforeOption: Slip = (place) => {
  const { before, at, tokens } = place;
  if (!before || !words.has(before.tokenType) || !isOneOf(tokens[at - 2], P.Comma)) return undefined;
  const inOptions = ["nodeOptions", "reads", "writes", "nodeOption"].includes(place.rule);
  return { ...removed(place, at - 2, at - 1, inOptions ? "between options" : "between statements"), certain: true };
};

/** `a -> b, c`: several targets that are no group. */
const severalTargets: Slip = (place) => {
  if (!startsTarget(place)) return undefined;
  const { tokens, at } = place;
  const targets = [tokens[at - 1] as IToken];
  let to = at;
  while (isOneOf(tokens[to], P.Comma) && isOneOf(tokens[to + 1], NodeName, K.end)) {
    targets.push(tokens[to + 1] as IToken);
    to += 2;
  }
  // What `on error` follows are the sources of an edge.
  if (isOneOf(tokens[to], K.on)) return undefined;
  const isLed = isOneOf(tokens[to], P.Arrow);
  const from = at - 1;
  const span = spanOfRun(place, from, to);
  const text = targets.map((token) => token.image).join(", ");
  return {
    message: G101.severalTargets({ targets: text }),
    span,
    fixes: [{ title: `write \`[${text}]\``, safe: false, edits: [{ span, text: `[${text}]` }] }],
    edits: isLed ? asGroup(from, to, targets, span) : [{ from: at, to, put: [] }],
    // Which of them leads where is not known, so that nothing is said of what they would reach.
    loses: true,
  };
};

/** Reads targets as the members of a group. */
function asGroup(from: number, to: number, targets: readonly IToken[], span: Span): readonly TokenEdit[] {
  const commas = targets.flatMap((token, i) => (i === 0 ? [token] : [addedToken(P.Comma, ",", span), token]));
  return [{ from, to, put: [addedToken(P.LBracket, "[", span), ...commas, addedToken(P.RBracket, "]", span)] }];
}

/** Whether a comma behind a step is followed by another on the same line. */
function startsTarget({ found, before, afterStep, tokens, at, layout, marks }: Place): boolean {
  const next = tokens[at + 1];
  if (!afterStep || !before || found?.tokenType !== P.Comma || !next || layout.isFirst(next)) return false;
  if (!isA(before.tokenType, NodeName) || !isOneOf(next, NodeName, K.end)) return false;
  // A name that the chain has come to begins another edge.
  const head = marks.findLast(({ rule }) => rule === "statement")?.token;
  const chain = tokens.slice(head ? tokens.indexOf(head) : 0, at);
  return !(isOneOf(tokens[at + 2], P.Arrow) && chain.some(({ image }) => image === next.image));
}

export const separators: readonly Slip[] = [severalTargets, superfluous, beforeOption];

/** Arrows, mixed up. */
import type { IToken } from "chevrotain";
import { isA, K, NodeName, P, Slips, Word } from "../../../grammar/tokens.ts";
import { G101, G106 } from "../../diagnostics/catalogue/g1.ts";
import { isOneOf } from "../starts.ts";
import { addedToken, spanOfToken } from "../token.ts";
import { inserted, replaced } from "./repairs.ts";
import type { Place, Slip } from "./slips.ts";

function isArrow({ found }: Place): boolean {
  return found !== undefined && [P.FatArrow, P.Arrow, Slips.LongArrow, Slips.SmartArrow].includes(found.tokenType);
}

/** `=>`, `-->` or `→` between steps, or behind a pattern. */
const flow: Slip = (place) => {
  const { found, at, afterStep, wanted, rule } = place;
  if (!isArrow(place) || found?.tokenType === P.Arrow) return undefined;
  if (place.tokens[at + 1]?.image === "{") return undefined;
  const inFlow = afterStep || wanted === P.Arrow || rule === "matchArm" || rule === "whenArm";
  return inFlow ? replaced(place, { from: at, to: at + 1, type: P.Arrow, meant: "->" }) : undefined;
};

/** `->` or `=` before the object of an update. */
const update: Slip = (place) => {
  const { found, before, at, tokens } = place;
  const statement = place.marks.findLast(({ rule }) => rule === "statement")?.token.tokenType;
  if (isArrow(place) && tokens[at + 1]?.image === "{" && !place.afterStep)
    return replaced(place, { from: at, to: at + 1, type: P.FatArrow, meant: "=>" });
  if (found?.image === "{" && before?.tokenType === P.Equals && statement === K.node)
    return { ...replaced(place, { from: at - 1, to: at, type: P.FatArrow, meant: "=>" }), tentative: true };
  return undefined;
};

/** `x -> …` as a lambda. */
const lambda: Slip = (place) => {
  const { at, rule, wanted, afterExpression } = place;
  if (!isArrow(place) || !(wanted === P.FatArrow || (afterExpression && rule === "arguments"))) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.FatArrow, meant: "=>" });
};

/** `node a -> b`: two statements in one. */
const nodeAndEdge: Slip = (place) => {
  const { found, at, tokens } = place;
  if (found?.tokenType !== P.Arrow || place.rule !== "body") return undefined;
  const head = tokens.findLastIndex(
    (token, i) => i < at && (token.tokenType === K.node || token.tokenType === K.ask) && isNode(place, i + 1),
  );
  const name = tokens[head + 1];
  if (head < 0 || !name || isOwnLine(place, found, tokens[head] as IToken)) return undefined;
  const span = spanOfToken(found);
  const put = [addedToken(name.tokenType, name.image, { start: span.start, end: span.start })];
  return {
    message: G106.nodeAndEdge({ name: name.image }),
    span,
    fixes: [
      {
        title: `write \`${name.image} ->\` as a statement`,
        safe: true,
        edits: [{ span: { start: span.start, end: span.start }, text: `\n  ${name.image} ` }],
      },
    ],
    edits: [{ from: at, to: at, put }],
  };
};

/** Whether a line begins with an arrow and is no continuation of a statement: then the source of an edge is missing. */
function isOwnLine({ layout }: Place, arrow: IToken, head: IToken): boolean {
  return layout.isFirst(arrow) && layout.indent(arrow) < layout.indent(head) + 2;
}

/** `name => { … }` without `node`. */
const nodeWord: Slip = (place) => {
  const { found, before, at, tokens, wanted } = place;
  if (found?.tokenType !== P.FatArrow || wanted !== P.Arrow || !before || tokens[at + 1]?.image !== "{")
    return undefined;
  const { start } = spanOfToken(before);
  const span = { start, end: start };
  return {
    message: G101.missing({ sign: "`node`", before: `\`${before.image}\`` }),
    span: spanOfToken(before),
    fixes: [{ title: "add `node`", safe: true, edits: [{ span, text: "node " }] }],
    edits: [{ from: at - 1, to: at - 1, put: [addedToken(K.node, "node", span)] }],
  };
};

/** `node a { field: value }`: an update without its arrow. */
const updateArrow: Slip = (place) => {
  const { found, before, at, tokens, rule } = place;
  if (rule !== "nodeOptions" || !isOneOf(found, Word) || !isOneOf(tokens[at + 1], P.Colon)) return undefined;
  if (!isOneOf(before, P.LCurly) || tokens[at - 3]?.tokenType !== K.node) return undefined;
  return inserted(place, at - 1, P.FatArrow, false);
};

/** `node a: f`. */
const functionSign: Slip = (place) => {
  const { found, at, tokens, layout, rule } = place;
  if (rule !== "body" || !isOneOf(found, P.Colon) || tokens[at - 2]?.tokenType !== K.node) return undefined;
  // With more behind it, it is the type of a parameter.
  const behind = tokens[at + 2];
  if (behind !== undefined && !isOneOf(behind, P.LCurly, P.RCurly) && !layout.isFirst(behind)) return undefined;
  return replaced(place, { from: at, to: at + 1, type: P.Equals, meant: "=", safe: false });
};

function isNode({ tokens }: Place, i: number): boolean {
  const token = tokens[i];
  return token !== undefined && isA(token.tokenType, NodeName);
}

export const arrows: readonly Slip[] = [flow, lambda, nodeWord, update, updateArrow, functionSign, nodeAndEdge];

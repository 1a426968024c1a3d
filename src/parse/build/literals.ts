import type { IToken } from "chevrotain";
import type { TemplateCstNode } from "../../../grammar/cst.ts";
import { BigInteger, isA, K, RegularExpression, Str } from "../../../grammar/tokens.ts";
import type * as ast from "../../ast/ast.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import type { Span } from "../../source/source.ts";
import { spanOfToken } from "../token.ts";
import { only, spanOf, string, type Building } from "./building.ts";
import { unescape } from "./escapes.ts";
import { expression } from "./expressions.ts";

export function constant(building: Building, token: IToken): ast.Literal | ast.RegularExpression {
  const span = spanOfToken(token);
  const { tokenType, image } = token;
  if (isA(tokenType, Str)) return string(building, token);
  if (tokenType === K.null) return { kind: "NullLiteral", span };
  if (tokenType === K.true || tokenType === K.false)
    return { kind: "BooleanLiteral", value: tokenType === K.true, span };
  if (tokenType === BigInteger)
    return { kind: "BigIntLiteral", value: BigInt(image.slice(0, -1).replaceAll("_", "")), span };
  if (isA(tokenType, RegularExpression)) return regularExpression(building, token);
  return number(token);
}

export function number(token: IToken): ast.NumberLiteral {
  const value = Number(token.image.replaceAll("_", ""));
  // What is no number has been reported by the lexing pass.
  return { kind: "NumberLiteral", value: Number.isNaN(value) ? 0 : value, text: token.image, span: spanOfToken(token) };
}

/** A negative number as a literal; `undefined` for what is not a number. */
export function negated(value: ast.Expression, span: Span): ast.NumberLiteral | ast.BigIntLiteral | undefined {
  if (value.kind === "NumberLiteral" && !value.text.startsWith("-"))
    return { ...value, value: -value.value, text: `-${value.text}`, span };
  if (value.kind === "BigIntLiteral" && value.value >= 0n && !isNegated(value))
    return { ...value, value: -value.value, span };
  return undefined;
}

/** `-0n` is `0n`; its text is longer than its digits. */
function isNegated({ value, span }: ast.BigIntLiteral): boolean {
  return value === 0n && span.end - span.start > 2;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function duration(token: IToken): ast.Duration {
  const [, amount = "0", unit = "s"] = /^([\d.]+)(\w+)$/.exec(token.image) ?? [];
  return {
    kind: "Duration",
    // Any unit does for one that has been reported.
    milliseconds: Number(amount) * (units[unit] ?? 1000),
    text: token.image,
    span: spanOfToken(token),
  };
}

function regularExpression({ report }: Building, token: IToken): ast.RegularExpression {
  const span = spanOfToken(token);
  const end = token.image.lastIndexOf("/");
  const pattern = token.image.slice(1, end > 0 ? end : undefined);
  const flags = end > 0 ? token.image.slice(end + 1) : "";
  const problem = token.tokenType === RegularExpression ? patternProblem(pattern, flags) : undefined;
  if (problem) report(G101.badPattern({ problem }), span);
  return { kind: "RegularExpression", pattern, flags, span };
}

function patternProblem(pattern: string, flags: string): string | undefined {
  const wrong = [...flags].find((flag) => !"imsuv".includes(flag));
  if (wrong) return `the flag \`${wrong}\` has no meaning here`;
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /, "").toLowerCase() : undefined;
  }
}

/** The parts of a template; texts beside each other are one. */
export function template(building: Building, node: TemplateCstNode): ast.Template {
  const { expression: inner = [], TemplateOpen = [], RCurly = [], Tick, TickEnd } = node.children;
  const edges = [spanOfToken(only(Tick)).end];
  TemplateOpen.forEach((open, i) => edges.push(open.startOffset, spanOfToken(only(RCurly.slice(i))).end));
  edges.push(only(TickEnd).startOffset);
  const texts: ast.TemplateText[] = [];
  for (let i = 0; i + 1 < edges.length; i += 2)
    texts.push(templateText(building, { start: edges[i] as number, end: edges[i + 1] as number }));
  return {
    kind: "Template",
    texts,
    expressions: inner.map((value) => expression(building, value)),
    span: spanOf(node),
  };
}

function templateText({ text, report }: Building, span: Span): ast.TemplateText {
  const raw = text.slice(span.start, span.end);
  const value = unescape(raw.replaceAll("\r\n", "\n"), (at, length) => {
    const start = span.start + at;
    report(G101.badEscape({ escape: raw.slice(at, at + length) }), { start, end: start + length });
  });
  return { kind: "TemplateText", value, raw, span };
}

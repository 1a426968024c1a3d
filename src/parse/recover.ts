/** Reads a text that does not follow the grammar: declaration by declaration, and within graphs statement by statement. */
import type { CstNode, IToken } from "chevrotain";
import type { BodyCstNode, FileCstNode, StatementCstNode } from "../../grammar/cst.ts";
import { isA, K, P } from "../../grammar/tokens.ts";
import type * as ast from "../ast/ast.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import type { Building } from "./build/building.ts";
import { spanOf } from "./build/building.ts";
import { declaration, statement } from "./build/file.ts";
import { depthChange } from "./brackets.ts";
import { beginsDeclaration, beginsStatement, split } from "./starts.ts";
import { spanOfToken } from "./token.ts";
import { readUnit, type Reading, type Unit } from "./unit.ts";
import type { Span } from "../source/source.ts";

export interface Recovered {
  readonly declarations: readonly ast.Declaration[];
  readonly incomplete: boolean;
}

export function recover(tokens: readonly IToken[], reading: Reading, building: Building): Recovered {
  const declarations: ast.Declaration[] = [];
  let incomplete = false;
  let inDiagram = false;
  let inLostGraph = false;
  for (const { from, to } of split(tokens, (all, i) => beginsDeclaration(all, i, reading.layout))) {
    const head = tokens[from] as IToken;
    inDiagram &&= !(
      isDeclarationWord(head) && tokens.slice(from, to).some(({ tokenType }) => isA(tokenType, P.LCurly))
    );
    if (isDiagram(tokens, from)) {
      reading.report(G101.diagram(), { start: head.startOffset, end: spanOfToken(tokens[from + 1] as IToken).end });
      inDiagram = true;
    }
    incomplete ||= inDiagram;
    if (inDiagram) continue;
    // The statements of a graph whose head is missing are reported with the first of them.
    const isStatement = beginsStatement(tokens, from, reading.layout);
    const reported = isStatement && inLostGraph ? { ...reading, report: () => undefined } : reading;
    inLostGraph = isStatement;
    const part = readDeclaration(tokens.slice(from, to), reported, building);
    reading.budget = reported.budget;
    declarations.push(...part.declarations);
    incomplete ||= part.incomplete;
  }
  return { declarations, incomplete };
}

/** `graph TD`, as Mermaid begins. */
function isDiagram(tokens: readonly IToken[], i: number): boolean {
  const [head, direction, next] = tokens.slice(i, i + 3);
  if (!head || !direction || (next && isA(next.tokenType, P.LCurly))) return false;
  return /^(?:graph|flowchart)$/.test(head.image) && /^(?:TB|TD|BT|RL|LR)$/.test(direction.image);
}

function isDeclarationWord({ tokenType }: IToken): boolean {
  return tokenType === K.import || tokenType === K.type || tokenType === K.graph;
}

function readDeclaration(tokens: readonly IToken[], reading: Reading, building: Building): Recovered {
  const open = tokens.findIndex(({ tokenType }) => isA(tokenType, P.LCurly));
  const head = tokens.slice(0, Math.max(open, 0));
  const isGraph = open >= 0 && head.some((token, i) => token.tokenType === K.graph && i < 3);
  if (!isGraph) return readPlain(tokens, reading, building);
  const close = closerOf(tokens, open);
  const outer = [...head, tokens[open] as IToken, ...tokens.slice(close)];
  const outside = readPlain(outer, reading, building);
  const inside = readBody(tokens.slice(open + 1, close), reading, building);
  const end = spanOfToken(tokens[close] ?? (tokens.at(-1) as IToken)).end;
  const declarations = outside.declarations.map((one) =>
    one.kind === "Graph" && one.statements.length === 0
      ? { ...one, ...inside, span: { start: one.span.start, end } }
      : one,
  );
  return { declarations, incomplete: outside.incomplete };
}

/** The index of the token that closes what a token opens. */
function closerOf(tokens: readonly IToken[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += depthChange((tokens[i] as IToken).tokenType);
    if (depth === 0) return i;
  }
  return tokens.length;
}

function readPlain(tokens: readonly IToken[], reading: Reading, building: Building): Recovered {
  const unit = readUnit("file", tokens, reading);
  const found = (unit.cst as FileCstNode | undefined)?.children.declaration ?? [];
  const whole = found.filter((node) => !holdsBroken(node, unit));
  return { declarations: whole.map((node) => declaration(building, node)), incomplete: unit.broken.length > 0 };
}

function readBody(
  tokens: readonly IToken[],
  reading: Reading,
  building: Building,
): Pick<ast.Graph, "statements" | "incomplete"> {
  const statements: ast.Statement[] = [];
  let incomplete = false;
  for (const { from, to } of split(tokens, (all, i) => beginsStatement(all, i, reading.layout))) {
    const unit = readUnit("body", tokens.slice(from, to), reading);
    const found = (unit.cst as BodyCstNode | undefined)?.children.statement ?? [];
    const whole = found.filter((node) => losesFieldsOnly(node) || !holdsBroken(node, unit));
    statements.push(...whole.map((node) => statement(building, node)));
    incomplete ||= unit.broken.length > 0;
  }
  return { statements, incomplete };
}

/** A block that lacks a field or a member is still worth having: that names may be missing in it is what `incomplete` says. */
function losesFieldsOnly({ children }: StatementCstNode): boolean {
  return Boolean(children.state ?? children.context ?? children.events);
}

function holdsBroken(node: CstNode, { broken }: Unit): boolean {
  const { start, end }: Span = spanOf(node);
  return broken.some((span) => span.start >= start && span.start <= end);
}

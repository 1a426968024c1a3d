import type { IToken } from "chevrotain";
import type { FileCstNode } from "../../grammar/cst.ts";
import { TooDeep } from "../../grammar/parser.ts";
import { BadComment } from "../../grammar/tokens.ts";
import type * as ast from "../ast/ast.ts";
import { reporter, type Diagnostic, type Report } from "../diagnostics/diagnostic.ts";
import type { Source } from "../source/source.ts";
import { balance, isBalanced } from "./balance.ts";
import { declaration } from "./build/file.ts";
import type { Comment } from "./comment.ts";
import { mendDefaults } from "./defaults.ts";
import { documentationOf } from "./docs.ts";
import { doubtfulLines, withoutEchoes } from "./echoes.ts";
import { mendFlowWords } from "./flow-words.ts";
import { graphParser } from "./grammar.ts";
import { reportImbalance, reportTruncation } from "./imbalance.ts";
import { Layout } from "./layout.ts";
import { lex } from "./lex.ts";
import { mendLexical } from "./lexical.ts";
import { rearranged, type Balance } from "./matching.ts";
import { recover, type Recovered } from "./recover.ts";
import { spanOfToken } from "./token.ts";

export interface Parsed {
  readonly file: ast.File;
  /** In the order of the text. */
  readonly diagnostics: Diagnostic[];
  /** Every comment, in the order of the text. */
  readonly comments: readonly Comment[];
  /** Every token, in the order of the text, with slips of the lexer's mended. */
  readonly tokens: readonly IToken[];
}

/** Reads one text. It never throws: what cannot be read is reported once and left out, and all the rest is read. */
export function parse(source: Source): Parsed {
  const diagnostics: Diagnostic[] = [];
  const report = reporter(source, diagnostics);
  const lexed = lex(source);
  mendLexical(lexed.bad, report);
  const lexical = mendDefaults(mendLexical(lexed.tokens, report), report);
  const tokens = mendFlowWords(source.text, lexical, report);
  const docs = documentationOf(source.text, tokens, lexed.comments);
  // What a comment without its end has swallowed is not reported as missing.
  const cut = lexed.bad.some(({ tokenType }) => tokenType === BadComment);
  const { declarations, incomplete, diagnostics: found } = readAll(source, tokens, cut, docs);
  diagnostics.push(...found);
  const span = { start: 0, end: source.text.length };
  const doubtful = doubtfulLines(source, diagnostics);
  const file: ast.File = { kind: "File", declarations, incomplete: incomplete || cut, doubtful, span };
  return { file, diagnostics: withoutEchoes(source, tokens, inOrder(diagnostics)), comments: lexed.comments, tokens };
}

/** What was read, and what is said of it. */
interface Read extends Recovered {
  readonly diagnostics: readonly Diagnostic[];
}

function readAll(source: Source, tokens: readonly IToken[], cut: boolean, docs: ReadonlyMap<number, string>): Read {
  const { text } = source;
  const cst = readWell(tokens);
  if (cst) {
    const diagnostics: Diagnostic[] = [];
    const building = { text, report: reporter(source, diagnostics), docs };
    const declarations = (cst.children.declaration ?? []).map((node) => declaration(building, node));
    return { declarations, incomplete: false, diagnostics };
  }
  const layout = new Layout(source, tokens);
  const reading = { source, tokens, layout, cut, docs };
  if (!isBalanced(tokens)) return readLeniently(reading, balance(tokens, layout));
  const asWritten = readLeniently(reading, { tokens, found: [] });
  const otherwise = rearranged(tokens, layout);
  if (!otherwise) return asWritten;
  const asLaidOut = readLeniently(reading, otherwise);
  const said = ({ diagnostics }: Read): number => withoutEchoes(source, tokens, inOrder(diagnostics)).length;
  return said(asLaidOut) < said(asWritten) ? asLaidOut : asWritten;
}

interface Lenient {
  readonly source: Source;
  readonly tokens: readonly IToken[];
  readonly layout: Layout;
  readonly cut: boolean;
  readonly docs: ReadonlyMap<number, string>;
}

/** Reads what does not follow the grammar, with brackets that were made to match. */
function readLeniently({ source, tokens, layout, cut, docs }: Lenient, balanced: Balance): Read {
  const { text } = source;
  const diagnostics: Diagnostic[] = [];
  const into = reporter(source, diagnostics);
  const last = tokens.at(-1);
  const end = last ? spanOfToken(last).end : 0;
  const report: Report = (message, span, details) => {
    if (!cut || span.start < end) into(message, span, details);
  };
  reportImbalances(source, tokens, balanced, report);
  const budget = tokens.length * 10 + 100_000;
  const reading = { text, report, layout, last, misnamed: new Set<string>(), budget };
  const recovered = recover(balanced.tokens, reading, { text, report: into, docs });
  const read = isTruncated(tokens, balanced.tokens) ? withLastIncomplete(recovered) : recovered;
  return { ...read, diagnostics };
}

/** Whether brackets are still open where the text ends: it may have been cut off, and its last graph lack anything. */
function isTruncated(tokens: readonly IToken[], balanced: readonly IToken[]): boolean {
  const last = tokens.at(-1);
  return last !== undefined && balanced.at(-1) !== last;
}

function withLastIncomplete({ declarations }: Recovered): Recovered {
  const last = declarations.at(-1);
  if (last?.kind !== "Graph") return { declarations, incomplete: true };
  return { declarations: [...declarations.slice(0, -1), { ...last, incomplete: true }], incomplete: true };
}

/** The tree of a text without mistakes. */
function readWell(tokens: readonly IToken[]): FileCstNode | undefined {
  const parser = graphParser();
  parser.input = [...tokens];
  try {
    const cst = parser.file();
    return parser.errors.length === 0 ? (cst as FileCstNode) : undefined;
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

function reportImbalances(source: Source, tokens: readonly IToken[], { found }: Balance, report: Report): void {
  if (found.length === 0) return;
  const index = new Map(tokens.map((token, i) => [token, i]));
  const atEnd = new Set(found.filter((one) => one.kind === "unclosed" && one.before === undefined));
  reportTruncation(source, atEnd.size > 1 ? [...atEnd] : [], tokens.at(-1), report);
  for (const one of found) {
    if (atEnd.size > 1 && atEnd.has(one)) continue;
    const behind = one.kind === "unclosed" && one.before ? tokens[(index.get(one.before) ?? 0) - 1] : tokens.at(-1);
    reportImbalance(source, one, behind, report);
  }
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.span.start - b.span.start);
}

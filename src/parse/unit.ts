import type { CstNode, IToken } from "chevrotain";
import { TooDeep, type Mark } from "../../grammar/parser.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { discard } from "./discard.ts";
import { explain } from "./explain.ts";
import { graphParser } from "./grammar.ts";
import type { Layout } from "./layout.ts";
import { problems } from "./problem.ts";
import { slips, type Place, type Repair } from "./slips/slips.ts";
import { spanOfToken } from "./token.ts";

export type Entry = "file" | "body";

/** What reading needs beside the tokens. */
export interface Reading {
  readonly text: string;
  readonly report: Report;
  readonly layout: Layout;
  /** The last token of the text. */
  readonly last: IToken | undefined;
  /** Words of the flow that name nodes all the same, which has been reported. */
  readonly misnamed: Set<string>;
  /** How many tokens may still be read again; without it, a text of nothing but mistakes would take quadratic time. */
  budget: number;
}

export interface Unit {
  /** The tree, or nothing where the text could not be read within the budget. */
  readonly cst: CstNode | undefined;
  /** The places of what was left out. */
  readonly broken: readonly Span[];
}

type Attempt =
  { readonly cst: CstNode } | { readonly place: Place; readonly marks: readonly Mark[]; readonly tooDeep: boolean };

/**
 * Reads a run of tokens whose brackets match. At a mistake it first tries to read on with what was probably meant, then without the item that holds
 * the mistake; each is reported once.
 */
export function readUnit(entry: Entry, tokens: readonly IToken[], reading: Reading): Unit {
  const broken: Span[] = [];
  let rest = tokens;
  // On a line on which something was left out, nothing more is said: it would most likely be of the same mistake.
  let silent = -1;
  // How many tokens were left behind what was left out: where reading stops there again, more must go.
  let resumed = -1;
  for (;;) {
    const attempt = read(entry, rest, reading);
    if ("cst" in attempt) return { cst: attempt.cst, broken };
    if (reading.budget < 0) return { cst: undefined, broken: [...broken, coveringAll(rest)] };
    const { place, marks, tooDeep } = attempt;
    const left = rest.length - place.at;
    const repaired = tooDeep ? undefined : repair(entry, place, left, reading);
    if (repaired) {
      rest = apply(rest, repaired);
      if (repaired.loses) broken.push(repaired.span);
      continue;
    }
    const line = lineOf(place, reading);
    if (line !== silent) report(place, tooDeep, reading);
    const { from, to } = discard(rest, place.at, left === resumed ? marks.slice(0, 1) : marks, reading.layout);
    broken.push(coveringAll(rest.slice(from, Math.max(to, from + 1))));
    silent = line;
    resumed = rest.length - to;
    rest = rest.toSpliced(from, Math.max(to - from, 1));
    if (rest.length === 0) return { cst: undefined, broken };
  }
}

function read(entry: Entry, tokens: readonly IToken[], reading: Reading): Attempt {
  reading.budget -= tokens.length;
  const parser = graphParser();
  parser.input = [...tokens];
  let token: IToken | undefined;
  let tooDeep = false;
  try {
    const cst = parser[entry]();
    const [error] = parser.errors;
    if (!error) return { cst };
    token = error.token;
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    tooDeep = true;
    token = error.token;
  }
  const index = tokens.indexOf(token);
  const stopped = index < 0 ? tokens.length : index;
  const problem = tooDeep ? undefined : problems.last;
  // Behind a complete expression, a name that fits by chance is more likely what is wrong.
  const fits = problem && (problem.certain || stopped === 0 || parser.expressionEnd !== tokens[stopped - 1]);
  const at = Math.min(stopped + (problem && fits ? problem.ahead : 0), tokens.length);
  const before = tokens[at - 1];
  const place: Place = {
    ...{ tokens, at, before, text: reading.text, layout: reading.layout, misnamed: reading.misnamed },
    found: tokens[at],
    rule: (fits && problem?.rule) || entry,
    wanted: fits ? problem?.wanted : undefined,
    whole: tokens.at(-1) === reading.last ? "file" : entry === "file" ? "declaration" : "statement",
    afterExpression: before !== undefined && parser.expressionEnd === before,
    afterStep: before !== undefined && parser.stepEnd === before,
    marks: [...parser.marks],
  };
  return { place, marks: place.marks, tooDeep };
}

/** Takes the first repair with which reading gets further, and reports it. */
function repair(entry: Entry, place: Place, left: number, reading: Reading): Repair | undefined {
  for (const slip of slips) {
    const found = slip(place);
    if (!found) continue;
    const mended = apply(place.tokens, found);
    const next = read(entry, mended, reading);
    const remaining = "place" in next ? mended.length - next.place.at : -1;
    const wanted = found.certain ? left : found.tentative ? left - wellBeyond : left - 1;
    if (remaining > Math.max(wanted, -1)) continue;
    if (found.message) reading.report(found.message, found.span, found.fixes && { fixes: found.fixes });
    return found;
  }
  return undefined;
}

/** How many tokens a guess must help to read. */
const wellBeyond = 5;

function lineOf({ found, before }: Place, { layout }: Reading): number {
  const token = found ?? before;
  return token ? layout.line(token) : -1;
}

function apply(tokens: readonly IToken[], { edits }: Repair): readonly IToken[] {
  const result = [...tokens];
  for (const { from, to, put } of edits.toSorted((a, b) => b.from - a.from)) result.splice(from, to - from, ...put);
  return result;
}

function report(place: Place, tooDeep: boolean, reading: Reading): void {
  const { found, before } = place;
  const behind = before ? spanOfToken(before).end : 0;
  const span = found ? spanOfToken(found) : { start: behind, end: behind };
  if (tooDeep) return reading.report(G101.tooDeep(), span);
  // A bracket that was added because it is missing has been reported as such.
  if (found && span.start === span.end) return;
  const { message, at } = explain(place);
  reading.report(message, at ?? span);
}

function coveringAll(tokens: readonly IToken[]): Span {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last ? { start: first.startOffset, end: spanOfToken(last).end } : { start: 0, end: 0 };
}

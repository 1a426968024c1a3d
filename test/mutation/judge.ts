import { check } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/parse/parse.ts";
import { lineStarts, positionAt, type Source, type Span } from "../../src/source/source.ts";
import { withoutSpans } from "../src/ast/without-spans.ts";
import type { Mutant } from "./mutants.ts";

/**
 * What a mutant is: `reported`, or without any report `equivalent` to what it was made of (its tree is the same but for places), or another graph that is as
 * correct (its tree differs: another name, number or way, which nothing forbids).
 */
export type Verdict = "reported" | "equivalent" | "another";

export interface Judged {
  readonly verdict: Verdict;
  /** The most reports on one of the changed declarations. */
  readonly most: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a mutant beside the files that it imports. Throws where a report is not sound. */
export function judge({ text, changed }: Mutant, original: Source, beside: readonly Source[]): Judged {
  const source = { path: original.path, text };
  const diagnostics = check([source, ...beside]);
  for (const found of diagnostics) expectSound(found);
  const isIn = ({ span, source: at }: Diagnostic, { start, end }: Span): boolean =>
    at === source && start <= span.start && span.start <= end;
  const most = Math.max(0, ...changed.map((one) => diagnostics.filter((found) => isIn(found, one)).length));
  return { verdict: verdictOf(diagnostics, source, original), most, diagnostics };
}

function verdictOf(diagnostics: readonly Diagnostic[], source: Source, original: Source): Verdict {
  if (diagnostics.length > 0) return "reported";
  return meaning(source) === meaning(original) ? "equivalent" : "another";
}

function meaning(source: Source): string {
  return JSON.stringify(withoutSpans(parse(source).file), (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/** Its places lie in their texts, in the line and column that they are said to be in, and its fixes can be made. */
export function expectSound({ source, span, related, fixes, message }: Diagnostic): void {
  if (message === "") throw new Error("A report says nothing");
  expectInside(span, source);
  for (const one of related) expectInside(one.span, one.source);
  for (const { edits } of fixes) for (const edit of edits) expectInside(edit.span, source);
}

function expectInside({ start, end }: Span, source: Source): void {
  const places = `${source.path} ${start}-${end} of ${source.text.length}`;
  if (!(0 <= start && start <= end && end <= source.text.length)) throw new Error(places);
  for (const offset of [start, end]) {
    const { line, column } = positionAt(source, offset);
    if ((lineStarts(source)[line - 1] ?? -1) + column - 1 !== offset) throw new Error(`${places}: ${line}:${column}`);
  }
}

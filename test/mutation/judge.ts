import { check, compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { lineStarts, positionAt, type Source, type Span } from "../../src/source/source.ts";
import type { Mutant } from "./mutants.ts";

/**
 * What a mutant is: `reported`, or without any report `equivalent` to what it was made of (it compiles to the same module), or another graph that is as correct and
 * compiles to another module (another name, number, text or way, which nothing forbids).
 */
export type Verdict = "reported" | "equivalent" | "another";

export interface Judged {
  readonly verdict: Verdict;
  /** The most reports on one of the changed declarations that are not there without the change. */
  readonly most: number;
  /** All that are not there without the change. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What it takes to judge the mutants of one text. */
export interface Original {
  readonly source: Source;
  /** The files that it imports. */
  readonly beside: readonly Source[];
  /** What is said of it as it is. */
  readonly before: readonly Diagnostic[];
}

export function originalOf(source: Source, beside: readonly Source[]): Original {
  return { source, beside, before: check([source, ...beside]) };
}

/** Checks a mutant beside the files that it imports. Throws where a report is not sound, or what nothing is said of does not compile. */
export async function judge(
  { text, changed }: Mutant,
  { source: original, beside, before }: Original,
): Promise<Judged> {
  const source = { path: original.path, text };
  const all = check([source, ...beside]);
  for (const found of all) expectSound(found);
  const known = new Set(before.map(keyOf));
  const diagnostics = all.filter((found) => !known.has(keyOf(found)));
  const isIn = ({ span, source: at }: Diagnostic, { start, end }: Span): boolean =>
    at === source && start <= span.start && span.start <= end;
  const most = Math.max(0, ...changed.map((one) => diagnostics.filter((found) => isIn(found, one)).length));
  if (diagnostics.length > 0) return { verdict: "reported", most, diagnostics };
  if (all.some(({ severity }) => severity === "error")) return { verdict: "equivalent", most, diagnostics };
  const [mutant, unchanged] = [await moduleOf(source, beside), await moduleOf(original, beside)];
  return { verdict: mutant === unchanged ? "equivalent" : "another", most, diagnostics };
}

function keyOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}

/** The module that a text compiles to. */
async function moduleOf(source: Source, beside: readonly Source[]): Promise<string> {
  const { modules } = await compile([source, ...beside]);
  const module = modules.find((one) => one.source === source.path);
  if (!module) throw new Error(`Nothing is said of it, and it does not compile:\n${source.text}`);
  return module.text;
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

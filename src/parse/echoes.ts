import type { IToken } from "chevrotain";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { lineStarts, positionAt, type Source, type Span } from "../source/source.ts";

/**
 * Leaves out what most likely has the same cause as another report. A text without its end spoils the rest of its line; and a bracket that is one too
 * many, or missing on one line, goes back to what could not be read just before it. What does not fit a few tokens behind another mistake of syntax
 * belongs to that one: two tokens have changed places, or a word stands in the wrong line.
 */
export function withoutEchoes(
  source: Source,
  tokens: readonly IToken[],
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  const lineOf = ({ span }: Pick<Diagnostic, "span">): number => positionAt(source, span.start).line;
  const spoiled = new Set(diagnostics.filter(({ code }) => code === "G102").map(lineOf));
  const rest = withoutSecond(
    joined(diagnostics).filter((one) => !(isUnread(one) && spoiled.has(lineOf(one)))),
    lineOf,
  );
  const unread = new Set(rest.filter(({ code }) => code === "G101").map(lineOf));
  const outline = rest.some(({ code }) => code === "G104") ? outlineOf(source, unread) : undefined;
  const kept = rest.filter((one) => {
    if (one.code !== "G104" || !outline) return true;
    const last = lineOf(one);
    const [counterpart] = one.related;
    if (counterpart && unread.has(lineOf(counterpart))) return false;
    return (outline.lastUnread[last] as number) < firstLine(source, one, last, outline);
  });
  return withoutNeighbours(tokens, withoutMixedUp(withoutUnclosed(kept), lineOf));
}

/** What cannot be read in a parenthesis that nothing closes was to stand behind it. */
function withoutUnclosed(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const open = diagnostics.flatMap(({ code, span: { start: end }, related: [opener] }) => {
    if (code !== "G104" || !opener || opener.span.start >= end) return [];
    const { start } = opener.span;
    return opener.source.text.charAt(start) === "(" ? [{ start, end }] : [];
  });
  if (open.length === 0) return diagnostics;
  return diagnostics.filter(
    ({ code, span }) => code !== "G101" || !open.some(({ start, end }) => start < span.start && span.start <= end),
  );
}

/** More than two brackets that do not match on one line are one mistake: all behind it are off by one. */
function withoutMixedUp(diagnostics: readonly Diagnostic[], lineOf: (one: Diagnostic) => number): Diagnostic[] {
  const lines = new Map<number, Diagnostic[]>();
  for (const one of diagnostics) {
    if (one.code !== "G104") continue;
    const line = lineOf(one);
    const together = lines.get(line);
    if (together) together.push(one);
    else lines.set(line, [one]);
  }
  return diagnostics.filter((one) => {
    const together = one.code === "G104" ? (lines.get(lineOf(one)) ?? []) : [];
    return together.length <= 2 || together[0] === one;
  });
}

/** So near is what does not fit because of another mistake. */
const reach = 3;

function withoutNeighbours(tokens: readonly IToken[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const kept: Diagnostic[] = [];
  /** The last mistake of syntax that stays. */
  let last: Diagnostic | undefined;
  for (const one of diagnostics) {
    if (!isUnread(one) && one.code !== "G106") {
      kept.push(one);
      if (one.code === "G103") last = one;
      continue;
    }
    const steps =
      last && tokenAt(tokens, one.span.start) - tokenAt(tokens, Math.max(last.span.start, last.span.end - 1));
    if (steps !== undefined && last && steps <= nearTo(last, one, tokens)) continue;
    kept.push(one);
    last = one;
  }
  return kept;
}

/** How many tokens behind one mistake another is its echo. */
function nearTo(last: Diagnostic, { code }: Diagnostic, tokens: readonly IToken[]): number {
  // What is written into a number may be a sign or word of its own.
  if (last.code === "G103") return code === "G101" ? 1 : -1;
  if (code === "G101") return reach;
  if (code === "G106") return isUnread(last) ? reach : isComma(tokens, last) ? 1 : -1;
  return -1;
}

/** Whether a report is of a comma: what stands behind it was to follow it. */
function isComma(tokens: readonly IToken[], { span }: Diagnostic): boolean {
  return tokens[tokenAt(tokens, span.start)]?.image === ",";
}

/** The index of the last token that begins at an offset or before it. */
function tokenAt(tokens: readonly IToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as IToken).startOffset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What is missing where the text ends, and the bracket that is open there, are one: the text has been cut off. */
function joined(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const last = diagnostics.findLast(({ code, span }) => code === "G101" && span.start === span.end);
  const open = diagnostics.find(({ code, span }) => code === "G104" && span.start === last?.span.start);
  if (!last || !open) return diagnostics;
  return diagnostics.flatMap((one) => (one === open ? [] : one === last ? { ...one, related: open.related } : one));
}

/** Of what could not be read on one line, the first. */
function withoutSecond(diagnostics: readonly Diagnostic[], lineOf: (one: Diagnostic) => number): readonly Diagnostic[] {
  const lines = new Set<number>();
  return diagnostics.filter((one) => {
    if (one.code !== "G101") return true;
    const line = lineOf(one);
    return !lines.has(line) && lines.add(line);
  });
}

/**
 * The lines of mistakes after which the reading is a guess: those that do not follow the grammar, the two of a bracket without its counterpart, and
 * slips that nothing mends.
 */
export function doubtfulLines(source: Source, diagnostics: readonly Diagnostic[]): readonly Span[] {
  const starts = lineStarts(source);
  const places = diagnostics
    .filter(({ code, fixes }) => code === "G102" || isUnread({ code }) || (code === "G106" && fixes.length === 0))
    .flatMap(({ span, related }) => [span, ...related.map((one) => one.span)]);
  const lines = new Set(places.map(({ start }) => positionAt(source, start).line));
  // What stands on the next line is read as what should have stood at the end of this one.
  for (const { span } of diagnostics.filter(({ code }) => code === "G104")) {
    const { line } = positionAt(source, span.start);
    if (
      span.end > span.start &&
      line < starts.length &&
      /^[ \t]*[\r\n]/.test(source.text.slice(span.end, starts[line]))
    )
      lines.add(line + 1);
  }
  return [...lines].map((line) => ({
    start: starts[line - 1] as number,
    end: (starts[line] ?? source.text.length + 1) - 1,
  }));
}

function isUnread({ code }: Pick<Diagnostic, "code">): boolean {
  return code === "G101" || code === "G104";
}

/** Lines as their indentation nests them. Lists are by line, from 1. */
interface Outline {
  /** How far the text of a line stands from the margin; a blank line belongs to what is around it. */
  readonly indents: readonly number[];
  /** The nearest line above that is not indented deeper; 1 or less where there is none. */
  readonly heads: readonly number[];
  /** The last line up to this one that could not be read; 0 where there is none. */
  readonly lastUnread: readonly number[];
}

function outlineOf(source: Source, unread: ReadonlySet<number>): Outline {
  const starts = lineStarts(source);
  const indents = [0];
  const heads = [0];
  const lastUnread = [0];
  for (const [index, start] of starts.entries()) {
    const line = index + 1;
    const text = source.text.slice(start, starts[line]);
    const indent = text.trim() === "" ? Number.POSITIVE_INFINITY : text.length - text.trimStart().length;
    let head = line - 1;
    // The lines between were passed by the line that this one is compared with.
    while (head > 1 && (indents[head] as number) > indent) head = heads[head] as number;
    indents.push(indent);
    heads.push(head);
    lastUnread.push(unread.has(line) ? line : (lastUnread[index] as number));
  }
  return { indents, heads, lastUnread };
}

/** The first line of what a bracket belongs to; behind the last where nothing there could be its cause. */
function firstLine(source: Source, { span, related }: Diagnostic, line: number, { indents, heads }: Outline): number {
  if (related.length > 0) return line + 1;
  const start = lineStarts(source)[line - 1] as number;
  if (span.start > start + (indents[line] as number)) return line;
  return Math.max(heads[line] as number, 1);
}

import { lineStarts, positionAt, type Source } from "../../source/source.ts";
import type { Edit, Fix } from "../diagnostic.ts";
import { edited } from "../fixes.ts";
import type { Colours } from "./colours.ts";
import { excerpts } from "./excerpt.ts";

/** More lines than these of one change are left out. */
const mostLines = 6;

/** Some lines before and after a change, without those that stay at their beginning and end. */
interface Hunk {
  /** The first of the lines, from 1. */
  readonly first: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a fix makes of the lines that it changes, as rows: each with its number, `-` before and `+` after. */
export function change(fix: Fix, source: Source, gutter: number, width: number, colours: Colours): readonly string[] {
  const room = Math.max(20, width - gutter - 3);
  return hunks(fix.edits, source).flatMap(({ first, before, after }) => {
    const rows = (sign: "-" | "+", lines: readonly string[], others: readonly string[]): readonly string[] => {
      const paint = sign === "-" ? colours.error : colours.help;
      const shown = lines.slice(0, mostLines).map((line, i) => {
        const number = colours.faint(String(first + i).padStart(gutter));
        return `${number} ${paint(sign)} ${shortened(line, others[i] ?? "", room, colours)}`.trimEnd();
      });
      return lines.length > mostLines ? [...shown, colours.faint("...")] : shown;
    };
    return [...rows("-", before, after), ...rows("+", after, before)];
  });
}

/** A line, cut around what differs from the other one if it is long. */
function shortened(line: string, other: string, width: number, colours: Colours): string {
  let start = 0;
  while (start < line.length && line[start] === other[start]) start++;
  const mark = { start, end: start, stroke: "^", paint: (text: string) => text } as const;
  return excerpts(line, [mark], width, colours)[0]?.text ?? "";
}

/** One for each run of neighbouring lines that change. */
function hunks(edits: readonly Edit[], source: Source): readonly Hunk[] {
  const groups: { first: number; last: number; edits: Edit[] }[] = [];
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const { start, end } = edit.span;
    const first = positionAt(source, start).line;
    const last = positionAt(source, end > start ? end - 1 : end).line;
    const group = groups.at(-1);
    if (group && first <= group.last + 1) {
      group.edits.push(edit);
      group.last = Math.max(group.last, last);
    } else groups.push({ first, last, edits: [edit] });
  }
  return groups.map((group) => hunk(group, source));
}

function hunk(
  { first, last, edits }: { readonly first: number; readonly last: number; readonly edits: readonly Edit[] },
  source: Source,
): Hunk {
  const starts = lineStarts(source);
  const from = starts[first - 1] ?? 0;
  const old = source.text.slice(from, starts[last]);
  const moved = edits.map(({ span, text }) => ({ span: { start: span.start - from, end: span.end - from }, text }));
  const before = linesOf(old);
  const after = linesOf(edited(old, moved));
  let same = 0;
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same++;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - same;
  while (tail < rest && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const changed = (lines: readonly string[]): readonly string[] => lines.slice(same, lines.length - tail);
  return { first: first + same, before: changed(before), after: changed(after) };
}

/** Without the break at the end, and none for no text. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/(?:\r\n?|\n)$/, "").split(/\r\n?|\n/);
}

import { cells, type Cell } from "./cells.ts";
import type { Colours } from "./colours.ts";
import { rows, type Mark, type Placed } from "./underlines.ts";

/** A line as it is shown: its text, and the rows of underlines and labels below it. */
export interface Excerpt {
  readonly text: string;
  readonly rows: readonly string[];
}

/**
 * Shows a line with its marks in at most `width` columns. A longer line is cut around its marks, with `…` at the cuts;
 * marks too far apart for one excerpt get one each.
 */
export function excerpts(line: string, marks: readonly Mark[], width: number, colours: Colours): readonly Excerpt[] {
  const sorted = marks.toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (line.length <= width / 2) return [excerpt(cells(line), sorted, false, false, colours)];
  return clusters(sorted, width / 2).map((cluster) => cut(line, cluster, width, colours));
}

/** Marks that lie within `reach` of each other. */
function clusters(sorted: readonly Mark[], reach: number): readonly (readonly Mark[])[] {
  const found: Mark[][] = [];
  for (const mark of sorted) {
    const last = found.at(-1);
    if (last?.[0] && mark.start - last[0].start <= reach) last.push(mark);
    else found.push([mark]);
  }
  return found.length > 0 ? found : [[]];
}

function cut(line: string, marks: readonly Mark[], width: number, colours: Colours): Excerpt {
  const from = marks[0]?.start ?? 0;
  const to = Math.max(...marks.map((mark) => mark.end), from);
  // Only the neighbourhood is split into graphemes: a line may be a megabyte.
  const low = Math.max(0, from - 4 * width);
  const high = from + 4 * width;
  const near = cells(line.slice(low, high)).map((cell) => ({ ...cell, start: cell.start + low, end: cell.end + low }));
  const whole = low === 0 && high >= line.length && columns(near) <= width;
  const shown = whole ? near : around(near, from, to, width - 2);
  const cutBefore = (shown[0]?.start ?? low) > 0;
  const cutAfter = (shown.at(-1)?.end ?? line.length) < line.length;
  return excerpt(shown, marks, cutBefore, cutAfter, colours);
}

/** As much of `from` to `to` as fits; the room that is left is shared by both sides, or goes to one where the other has no more. */
function around(row: readonly Cell[], from: number, to: number, width: number): readonly Cell[] {
  const before = row.filter((cell) => cell.end <= from).toReversed();
  const rest = row.slice(before.length);
  const inside = rest.filter((cell) => cell.start < to);
  const behind = rest.slice(inside.length);
  const middle = fitting(inside, width);
  const room = width - columns(middle);
  const left = Math.max(Math.floor(room / 2), room - columns(behind));
  const lead = fitting(before, left);
  return [...lead.toReversed(), ...middle, ...fitting(behind, room - columns(lead))];
}

/** The first cells that fit. */
function fitting(row: readonly Cell[], width: number): readonly Cell[] {
  let room = width;
  const end = row.findIndex((cell) => (room -= cell.width) < 0);
  return end < 0 ? row : row.slice(0, end);
}

function columns(row: readonly Cell[]): number {
  return row.reduce((sum, cell) => sum + cell.width, 0);
}

function excerpt(
  row: readonly Cell[],
  marks: readonly Mark[],
  cutBefore: boolean,
  cutAfter: boolean,
  colours: Colours,
): Excerpt {
  const text = row.map((cell) => cell.text).join("");
  const lead = cutBefore ? 1 : 0;
  const placed = marks.map((mark) => place(row, mark, lead));
  const shown = `${cutBefore ? colours.faint("…") : ""}${text}${cutAfter ? colours.faint("…") : ""}`;
  return { text: shown.trimEnd(), rows: rows(placed) };
}

function place(row: readonly Cell[], mark: Mark, lead: number): Placed {
  let column = lead;
  let width = 0;
  for (const cell of row) {
    if (cell.end <= mark.start) column += cell.width;
    else if (cell.start < mark.end || (width === 0 && cell.start <= mark.start)) width += cell.width;
    else break;
  }
  return { column, width: mark.start === mark.end ? 1 : Math.max(1, width), mark };
}

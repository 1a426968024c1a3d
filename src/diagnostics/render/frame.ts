import { lineStarts, positionAt, type Source, type Span } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { visible } from "./cells.ts";
import type { Colours } from "./colours.ts";
import { excerpts } from "./excerpt.ts";
import type { Mark } from "./underlines.ts";

/** Of a span over more lines than this, the first ones and the last are shown. */
const longestSpan = 5;

/** One of the places that a report is about. */
interface Place extends Pick<Mark, "label" | "stroke" | "paint"> {
  readonly source: Source;
  readonly span: Span;
}

/** What a report shows of its sources, as rows: the frame of its own file first, then one for each other file. */
export function frames(diagnostic: Diagnostic, width: number, colours: Colours): readonly string[] {
  const files = new Map<string, Place[]>();
  for (const place of placesOf(diagnostic, colours)) {
    const file = files.get(place.source.path);
    if (file) file.push(place);
    else files.set(place.source.path, [place]);
  }
  const gutter = gutterWidth(diagnostic);
  return [...files.values()].flatMap((file, index) => frame(file, index === 0 ? "-->" : ":::", gutter, width, colours));
}

/** How many columns the line numbers of a report take. */
export function gutterWidth(diagnostic: Diagnostic): number {
  const lines = [diagnostic, ...diagnostic.related].map(({ source, span }) => lastLine(source, span) + 1);
  return String(Math.max(...lines)).length;
}

function placesOf(diagnostic: Diagnostic, colours: Colours): readonly Place[] {
  const { source, span, severity, related } = diagnostic;
  const others = related.map((other): Place => {
    return {
      source: other.source,
      span: other.span,
      label: visible(other.message),
      stroke: "-",
      paint: colours.related,
    };
  });
  return [{ source, span, stroke: "^", paint: colours[severity] }, ...others];
}

function frame(
  places: readonly Place[],
  arrow: string,
  gutter: number,
  width: number,
  colours: Colours,
): readonly string[] {
  const [{ source, span }] = places as readonly [Place];
  const { line, column } = positionAt(source, span.start);
  const bar = colours.faint(`${" ".repeat(gutter)} |`);
  const result = [`${" ".repeat(gutter)}${colours.faint(arrow)} ${visible(source.path)}:${line}:${column}`, bar];
  let previous: number | undefined;
  for (const [number, marks] of marksByLine(places)) {
    // A single line between two is shown: it takes the room that a mark of omission would take.
    if (previous !== undefined && number === previous + 2) {
      result.push(...lineRows(source, previous + 1, [], gutter, width, colours));
    } else if (previous !== undefined && number > previous + 2) result.push(colours.faint("..."));
    result.push(...lineRows(source, number, marks, gutter, width, colours));
    previous = number;
  }
  return result;
}

function lineRows(
  source: Source,
  number: number,
  marks: readonly Mark[],
  gutter: number,
  width: number,
  colours: Colours,
): readonly string[] {
  const bar = colours.faint(`${" ".repeat(gutter)} |`);
  const label = colours.faint(`${String(number + 1).padStart(gutter)} |`);
  const room = Math.max(20, width - gutter - 3);
  return excerpts(lineText(source, number), marks, room, colours).flatMap(({ text, rows }) => [
    text === "" ? label : `${label} ${text}`,
    ...rows.map((row) => `${bar} ${row}`),
  ]);
}

/** The marks of each line that is shown, in line order; lines are counted from 0. */
function marksByLine(places: readonly Place[]): readonly (readonly [number, readonly Mark[]])[] {
  const lines = new Map<number, Mark[]>();
  for (const place of places) {
    for (const [number, mark] of marksOf(place)) {
      const marks = lines.get(number);
      if (marks) marks.push(mark);
      else lines.set(number, [mark]);
    }
  }
  return [...lines].toSorted(([a], [b]) => a - b);
}

function marksOf({ source, span, label, stroke, paint }: Place): readonly (readonly [number, Mark])[] {
  const first = positionAt(source, span.start).line - 1;
  const last = lastLine(source, span);
  const shown = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
    (number) => last - first < longestSpan || number < first + longestSpan - 2 || number === last,
  );
  return shown.map((number) => {
    const start = lineStarts(source)[number] as number;
    const text = lineText(source, number);
    const indent = text.length - text.trimStart().length;
    const mark = {
      start: number === first ? span.start - start : indent,
      end: number === last ? span.end - start : Math.max(indent, text.trimEnd().length),
      stroke,
      paint,
    };
    return [number, number === last && label !== undefined ? { ...mark, label } : mark];
  });
}

/** The line on which a span ends, from 0; a span that ends with a line break ends on the line that it breaks. */
function lastLine(source: Source, span: Span): number {
  const end = span.end > span.start ? span.end - 1 : span.end;
  return positionAt(source, end).line - 1;
}

/** A line without its break. */
function lineText(source: Source, number: number): string {
  const starts = lineStarts(source);
  return source.text.slice(starts[number], starts[number + 1]).replace(/\r\n?$|\n$/, "");
}

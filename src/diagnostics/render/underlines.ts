/** A stretch of one line to underline. UTF-16 offsets in the line, `end` exclusive; an empty stretch is a point. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label?: string;
  /** How its underline and label are painted, and with which character it is drawn. */
  readonly stroke: "^" | "-";
  readonly paint: (text: string) => string;
}

/** A mark in columns of the shown text, from 0. */
export interface Placed {
  readonly column: number;
  readonly width: number;
  readonly mark: Mark;
}

/** The underlines, with the last mark's label behind its own, and below them the other labels, each hanging from its mark. */
export function rows(placed: readonly Placed[]): readonly string[] {
  if (placed.length === 0) return [];
  const last = placed.at(-1) as Placed;
  const reach = Math.max(...placed.map((mark) => mark.column + mark.width));
  const beside = last.mark.label !== undefined && last.column + last.width === reach ? last : undefined;
  const underlines = draw(placed.flatMap(strokes));
  const rest = placed.filter((mark) => mark !== beside && mark.mark.label !== undefined);
  const result = [beside ? `${underlines} ${beside.mark.paint(beside.mark.label ?? "")}` : underlines];
  if (rest.length > 0) result.push(draw(rest.map(hook)));
  for (let i = rest.length - 1; i >= 0; i--) {
    const { column, mark } = rest[i] as Placed;
    const hooks = rest.slice(0, i).filter((other) => other.column < column);
    result.push(draw([...hooks.map(hook), { column, text: mark.label ?? "", paint: mark.paint, over: false }]));
  }
  return result;
}

/** A painted piece of a row; where pieces overlap, one that goes `over` wins. */
interface Piece {
  readonly column: number;
  readonly text: string;
  readonly paint: (text: string) => string;
  readonly over: boolean;
}

function strokes({ column, width, mark }: Placed): readonly Piece[] {
  return Array.from({ length: width }, (_, i) => ({
    column: column + i,
    text: mark.stroke,
    paint: mark.paint,
    over: mark.stroke === "^",
  }));
}

function hook({ column, mark }: Placed): Piece {
  return { column, text: "|", paint: mark.paint, over: false };
}

function draw(pieces: readonly Piece[]): string {
  const byColumn = new Map<number, Piece>();
  for (const piece of pieces) {
    const there = byColumn.get(piece.column);
    if (!there || (piece.over && !there.over)) byColumn.set(piece.column, piece);
  }
  let row = "";
  let column = 0;
  let run: { text: string; readonly paint: Piece["paint"] } | undefined;
  const flush = (): void => {
    if (run) row += run.paint(run.text);
    run = undefined;
  };
  for (const piece of [...byColumn.values()].toSorted((a, b) => a.column - b.column)) {
    if (piece.column > column || run?.paint !== piece.paint) flush();
    row += " ".repeat(Math.max(0, piece.column - column));
    if (run) run.text += piece.text;
    else run = { text: piece.text, paint: piece.paint };
    column = piece.column + piece.text.length;
  }
  flush();
  return row;
}

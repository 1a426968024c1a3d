/** A stretch of a source text: UTF-16 offsets from 0, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for people: line and column from 1, the column counted in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One `.graph` text with its path as messages name it: relative to where the compiler was started, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const starts = new WeakMap<Source, readonly number[]>();

/** The offsets at which lines begin; `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStarts(source: Source): readonly number[] {
  const known = starts.get(source);
  if (known) return known;
  const found = [0];
  const { text } = source;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) found.push(i + 1);
  }
  starts.set(source, found);
  return found;
}

/** Where an offset lies; offsets beyond the end lie at the end. */
export function positionAt(source: Source, offset: number): Position {
  const lines = lineStarts(source);
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (lines[low] as number) + 1 };
}

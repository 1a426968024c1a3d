/** Stretches of one text, in an order that answers questions about many of them without looking at each. */
import type { Span } from "./source.ts";

/** The same stretches in the order of the text, those that overlap as one. */
export function disjoint(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (!last || span.start > last.end) found.push(span);
    else if (span.end > last.end) found[found.length - 1] = { start: last.start, end: span.end };
  }
  return found;
}

/** Whether one of some disjoint stretches, in the order of the text, overlaps another or touches it. */
export function touchesAny(spans: readonly Span[], { start, end }: Span): boolean {
  const last = spans[firstFrom(spans, end + 1) - 1];
  return last !== undefined && last.end >= start;
}

/** Of stretches in the order of the text, the index of the first that begins at an offset or behind it. */
export function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tells whether one of some stretches lies inside another. Those that hold another one of them say nothing more than it and are not kept. */
export class InnermostSpans {
  /** None holds another, so that they end in the order in which they begin. */
  readonly #spans: Span[] = [];

  add(span: Span): void {
    if (this.isAnyInside(span)) return;
    const spans = this.#spans;
    const at = firstFrom(spans, span.start);
    let from = at;
    while (from > 0 && (spans[from - 1] as Span).end >= span.end) from--;
    const to = spans[at]?.start === span.start ? at + 1 : at;
    spans.splice(from, to - from, span);
  }

  isAnyInside({ start, end }: Span): boolean {
    const first = this.#spans[firstFrom(this.#spans, start)];
    return first !== undefined && first.end <= end;
  }
}

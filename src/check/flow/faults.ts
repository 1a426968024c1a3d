import type { Fault } from "../../bind/symbols.ts";
import type { Span } from "../../source/source.ts";

/** The errors of a file by their places, for many graphs that each ask for their own. */
export class FaultsByPlace {
  /** In the order of the text. */
  readonly #faults: readonly Fault[];
  /** How far one of the errors up to each reaches. */
  readonly #reach: readonly number[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults.toSorted((a, b) => a.span.start - b.span.start);
    let reach = -1;
    this.#reach = this.#faults.map(({ span }) => (reach = Math.max(reach, span.end)));
  }

  /** Those that overlap a stretch of the text or touch it, in the order of the text. */
  touching({ start, end }: Span): readonly Fault[] {
    const from = lowest(this.#faults.length, (index) => (this.#reach[index] as number) >= start);
    const to = lowest(this.#faults.length, (index) => (this.#faults[index] as Fault).span.start > end);
    return this.#faults.slice(from, to).filter(({ span }) => span.end >= start);
  }
}

/** The lowest number below `count` that a condition holds for, where it holds for all above as well; else `count`. */
function lowest(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

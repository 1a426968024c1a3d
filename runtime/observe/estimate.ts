/** What is kept of many durations. All are milliseconds; the percentiles are within 1 % of a value that was measured. */
export interface Durations {
  readonly count: number;
  readonly average: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Neighbouring buckets differ by 2 %, so that the middle of one is within 1 % of all that is in it. */
const growth = 1.02;
const step = Math.log(growth);

/** From a tenth of a microsecond to about three years; what is outside counts as the nearest of them. */
const [lowest, highest] = [-815, 1282];

/** Counts durations in buckets whose width grows with them: at most 2,098 numbers, however many are added, and percentiles with a bounded relative error. */
export class Estimate {
  readonly #buckets = new Map<number, number>();
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  add(milliseconds: number): void {
    const exact = Math.ceil(Math.log(milliseconds) / step);
    const bucket = Math.min(Math.max(exact, lowest), highest);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
    this.#count++;
    this.#sum += milliseconds;
    this.#min = Math.min(this.#min, milliseconds);
    this.#max = Math.max(this.#max, milliseconds);
  }

  /** Nothing if nothing was added. */
  get durations(): Durations | undefined {
    if (this.#count === 0) return undefined;
    const sorted = [...this.#buckets].toSorted(([one], [other]) => one - other);
    const at = (part: number): number => this.#percentile(sorted, part);
    const [count, min, max] = [this.#count, this.#min, this.#max];
    const average = this.#sum / count;
    return Object.freeze({ count, average, min, max, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) });
  }

  /** The smallest duration that `part` of all are not above. */
  #percentile(sorted: readonly (readonly [bucket: number, count: number])[], part: number): number {
    let left = Math.ceil(part * this.#count);
    for (const [bucket, count] of sorted) {
      left -= count;
      if (left > 0) continue;
      const middle = (2 * growth ** bucket) / (growth + 1);
      return Math.min(Math.max(middle, this.#min), this.#max);
    }
    return this.#max;
  }
}

/** The workloads that every peer runs. A peer that cannot express one leaves it out. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  /** What `size` counts, and what a result is divided by. */
  readonly unit: string;
  readonly sizes: readonly number[];
}

export const workloads: readonly Workload[] = [
  { name: "pipeline", title: "pipeline of async nodes", unit: "step", sizes: [10] },
  { name: "cycle", title: "cycle, async handler", unit: "step", sizes: [1_000] },
  { name: "cycle-sync", title: "cycle, sync handler", unit: "step", sizes: [1_000] },
  { name: "fan-out", title: "fan-out and join", unit: "task", sizes: [100] },
  { name: "map", title: "map over a list, appended in order", unit: "task", sizes: [1_000, 10_000, 100_000] },
  { name: "checkpoint", title: "cycle, state kept in memory after each step", unit: "step", sizes: [1_000] },
];

/** Prepares a workload once; the function that it returns runs it once and throws if the result is wrong. */
export type Prepare = (size: number) => Promise<() => Promise<void>>;

export type Peer = { readonly [workload: string]: Prepare };

export function expectEqual(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`wrong result: ${String(found)} instead of ${String(expected)}`);
}

/** The sum of 0 … size - 1, each doubled: what `map` and `fan-out` compute. */
export const doubledSum = (size: number): number => size * (size - 1);

export const sum = (values: readonly number[]): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

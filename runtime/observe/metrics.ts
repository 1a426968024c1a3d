import { observe } from "../engine/observe.ts";
import type { Hooks, Observation, RunObservation, StepObservation } from "../types/hooks.ts";
import { type Durations, Estimate } from "./estimate.ts";

/** Counts and measures the runs of the apps whose `hooks` it is among. */
export interface Metrics extends Hooks {
  /** What was counted so far, as frozen data that does not change any more. */
  snapshot(): MetricsSnapshot;
  /** Forgets all but the runs that are under way. */
  reset(): void;
}

export interface MetricsSnapshot extends RunMetrics {
  /** By name; only those that have run. */
  readonly graphs: { readonly [graph: string]: GraphMetrics };
}

export interface RunMetrics {
  /** How many runs are under way; `reset` leaves them. */
  readonly running: number;
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Runs that wait for answers or stopped at an interrupt; what goes on from there is a run of its own. */
  readonly interrupted: number;
  readonly cancelled: number;
  /** Of runs that have ended, however they did; absent before the first. */
  readonly durations?: Durations;
}

export interface GraphMetrics extends RunMetrics {
  readonly nodes: { readonly [node: string]: NodeMetrics };
}

export interface NodeMetrics {
  readonly succeeded: number;
  /** Also where an error edge took the error. */
  readonly failed: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Of all attempts together. */
  readonly durations?: Durations;
}

/** Hooks that count and measure in bounded memory: some kilobytes for each graph and each node. The averages are exact. */
export function createMetrics(): Metrics {
  let all = new RunCount(0);
  let graphs = new Map<string, GraphCount>();
  const graphOf = (name: string): GraphCount => {
    const found = graphs.get(name) ?? new GraphCount(0);
    graphs.set(name, found);
    return found;
  };
  const told = (observation: Observation): void => {
    if (observation.type === "run") {
      all.add(observation);
      graphOf(observation.run.graph).add(observation);
    } else if (observation.type === "step") graphOf(observation.graph).addStep(observation);
  };
  return {
    ...observe(told),
    snapshot: () => {
      const each = [...graphs].map(([name, count]) => [name, count.graph] as const);
      return Object.freeze({ ...all.metrics, graphs: Object.freeze(Object.fromEntries(each)) });
    },
    reset() {
      all = new RunCount(all.running);
      graphs = new Map(
        [...graphs].flatMap(([name, { running }]) => (running > 0 ? [[name, new GraphCount(running)]] : [])),
      );
    },
  };
}

class RunCount {
  running: number;
  #started = 0;
  readonly #ended = { finish: 0, error: 0, interrupt: 0, cancel: 0 };
  readonly #durations = new Estimate();

  constructor(running: number) {
    this.running = running;
  }

  add(observation: RunObservation): void {
    if (observation.phase === "start") {
      this.running++;
      this.#started++;
      return;
    }
    this.running--;
    this.#ended[observation.phase]++;
    this.#durations.add(observation.duration);
  }

  get metrics(): RunMetrics {
    const { cancel, error, finish, interrupt } = this.#ended;
    const { durations } = this.#durations;
    return {
      running: this.running,
      started: this.#started,
      succeeded: finish,
      failed: error,
      interrupted: interrupt,
      cancelled: cancel,
      ...(durations !== undefined && { durations }),
    };
  }
}

class GraphCount extends RunCount {
  readonly #nodes = new Map<string, NodeCount>();

  addStep(observation: StepObservation): void {
    if (observation.phase === "start") return;
    const { node, phase } = observation;
    const count = this.#nodes.get(node) ?? new NodeCount();
    this.#nodes.set(node, count);
    count.ended[phase]++;
    if (phase !== "retry" && observation.duration !== undefined) count.durations.add(observation.duration);
  }

  get graph(): GraphMetrics {
    const nodes = [...this.#nodes].map(([name, count]) => [name, count.metrics] as const);
    return Object.freeze({ ...this.metrics, nodes: Object.freeze(Object.fromEntries(nodes)) });
  }
}

class NodeCount {
  readonly ended = { finish: 0, error: 0, retry: 0 };
  readonly durations = new Estimate();

  get metrics(): NodeMetrics {
    const { error, finish, retry } = this.ended;
    const { durations } = this.durations;
    return Object.freeze({
      succeeded: finish,
      failed: error,
      retries: retry,
      ...(durations !== undefined && { durations }),
    });
  }
}

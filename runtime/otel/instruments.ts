import type { Attributes, Counter, Histogram, Meter } from "@opentelemetry/api";
import type { CheckpointObservation, Observation, RunObservation, StepObservation } from "../types/hooks.ts";
import { errorType, names } from "./names.ts";

/** Boundaries of durations in seconds, from the conventions, with smaller ones for nodes that only compute. */
const seconds = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const bytes = [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];

/** What is counted and measured of runs. */
export class Instruments {
  readonly #started: Counter;
  readonly #ended: Counter;
  readonly #runs: Histogram;
  readonly #steps: Histogram;
  readonly #retries: Counter;
  readonly #writes: Histogram;
  readonly #sizes: Histogram;

  constructor(meter: Meter) {
    const duration = (name: string, description: string): Histogram =>
      meter.createHistogram(name, { description, unit: "s", advice: { explicitBucketBoundaries: seconds } });
    this.#started = meter.createCounter("graphc.runs.started", { description: "Runs that have begun.", unit: "{run}" });
    this.#ended = meter.createCounter("graphc.runs.ended", {
      description: "Runs that have ended, by outcome.",
      unit: "{run}",
    });
    this.#runs = duration("graphc.run.duration", "How long runs take.");
    this.#steps = duration("graphc.step.duration", "How long nodes take, with all attempts.");
    this.#retries = meter.createCounter("graphc.step.retries", {
      description: "Attempts after the first.",
      unit: "{attempt}",
    });
    this.#writes = duration("graphc.checkpoint.duration", "How long it takes to store a checkpoint or a record.");
    this.#sizes = meter.createHistogram("graphc.checkpoint.size", {
      description: "The size of what is stored.",
      unit: "By",
      advice: { explicitBucketBoundaries: bytes },
    });
  }

  told(observation: Observation): void {
    if (observation.type === "run") this.#run(observation);
    else if (observation.type === "step") this.#step(observation);
    else if (observation.type === "checkpoint") this.#checkpoint(observation);
  }

  #run(observation: RunObservation): void {
    const graph = { [names.graph]: observation.run.graph };
    if (observation.phase === "start") {
      this.#started.add(1, graph);
      return;
    }
    const attributes = { ...graph, [names.outcome]: outcomes[observation.phase], ...errorOf(observation) };
    this.#ended.add(1, attributes);
    this.#runs.record(observation.duration / 1000, attributes);
  }

  #step(observation: StepObservation): void {
    const { graph, node, phase } = observation;
    const attributes = { [names.graph]: graph, [names.node]: node, ...errorOf(observation) };
    if (phase === "retry") this.#retries.add(1, attributes);
    else if (phase !== "start" && observation.duration !== undefined) {
      this.#steps.record(observation.duration / 1000, { ...attributes, [names.outcome]: outcomes[phase] });
    }
  }

  #checkpoint({ run, kind, duration, bytes: size }: CheckpointObservation): void {
    const attributes = { [names.graph]: run.graph, [names.write]: kind };
    this.#writes.record(duration / 1000, attributes);
    this.#sizes.record(size, attributes);
  }
}

/** What `graphc.outcome` says of an end. */
export const outcomes = { finish: "success", error: "failure", interrupt: "interrupt", cancel: "cancel" } as const;

function errorOf(observation: RunObservation | StepObservation): Attributes {
  const fails = observation.phase === "error" || observation.phase === "retry";
  return fails ? { [names.errorType]: errorType(observation.error) } : {};
}

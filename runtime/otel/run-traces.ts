import { context, type Context, type Span, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import type { Observation, RunInfo, RunObservation, StepInfo, StepObservation } from "../types/hooks.ts";
import { errorType, names, runAttributes } from "./names.ts";
import { outcomes } from "./instruments.ts";

/** A span that is open, and the context in which it is active. */
interface Open {
  readonly span: Span;
  readonly context: Context;
}

/** The spans of a run that is under way. */
interface RunTrace {
  readonly run: Open;
  /** The steps that run, by path. */
  readonly steps: Map<string, Open>;
}

/** Makes a span of each run, of each step, and of each subgraph, which is the step of its node. */
export class RunTraces {
  readonly #tracer: Tracer;
  readonly #runs = new WeakMap<RunInfo, RunTrace>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Runs something where the span of the run is active. */
  inRun<R>(info: RunInfo, next: () => Promise<R>): Promise<R> {
    return inside(this.#runs.get(info)?.run, next);
  }

  /** Runs an attempt where the span of its step is active. */
  inStep<R>({ run, path }: StepInfo, next: () => Promise<R>): Promise<R> {
    return inside(this.#runs.get(run)?.steps.get(path), next);
  }

  told(observation: Observation): void {
    const { run } = observation;
    if (observation.type === "run" && observation.phase === "start") {
      const around = context.active();
      const name = `invoke_workflow ${run.graph}`;
      const opened = this.#open(name, { ...runAttributes(run) }, around);
      this.#runs.set(run, { run: opened, steps: new Map() });
      return;
    }
    const known = this.#runs.get(run);
    if (known === undefined) return;
    if (observation.type === "run") {
      this.#runs.delete(run);
      end(known, observation);
    } else if (observation.type === "step") this.#step(known, observation);
    else if (observation.type === "ask") {
      const { span } = known.steps.get(observation.path) ?? known.run;
      span.addEvent("graphc.ask", { [names.ask]: observation.ask, [names.interrupt]: observation.id });
    } else {
      const { kind, checkpointId } = observation;
      known.run.span.addEvent("graphc.checkpoint", { [names.write]: kind, [names.checkpoint]: checkpointId });
    }
  }

  #step({ run, steps }: RunTrace, observation: StepObservation): void {
    const { attempt, path, phase } = observation;
    const open = steps.get(path) ?? this.#opened(run, steps, observation);
    if (phase === "start") return;
    const { span } = open;
    if (phase === "retry") {
      const { delay, error } = observation;
      const about = { [names.attempt]: attempt, [names.delay]: delay / 1000, [names.errorType]: errorType(error) };
      span.addEvent("graphc.retry", about);
      return;
    }
    steps.delete(path);
    span.setAttributes({ [names.attempts]: attempt, [names.outcome]: outcomes[phase] });
    if (phase === "error") fail(span, observation.error);
    span.end();
  }

  #opened(run: Open, steps: Map<string, Open>, { graph, node, path, step, subgraph }: StepObservation): Open {
    const outer = steps.get(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
    const attributes = {
      [names.graph]: graph,
      [names.node]: node,
      [names.path]: path,
      [names.step]: step,
      ...(subgraph !== undefined && { [names.subgraph]: subgraph }),
    };
    const opened = this.#open(
      subgraph === undefined ? node : `${node} ${subgraph}`,
      attributes,
      (outer ?? run).context,
    );
    steps.set(path, opened);
    return opened;
  }

  #open(name: string, attributes: ReturnType<typeof runAttributes>, around: Context): Open {
    const span = this.#tracer.startSpan(name, { attributes }, around);
    return { span, context: trace.setSpan(around, span) };
  }
}

/** Where there is no span, since making it failed, the run goes on without one. */
function inside<R>(open: Open | undefined, next: () => Promise<R>): Promise<R> {
  return open === undefined ? next() : context.with(open.context, next);
}

function end({ run: { span }, steps }: RunTrace, observation: RunObservation): void {
  const { phase } = observation;
  if (phase === "start") return;
  // These wait for an answer, or were halted: they will be run again. Inner ones end first.
  for (const open of [...steps.values()].toReversed()) {
    open.span.setAttribute(names.outcome, phase === "interrupt" ? "interrupt" : "cancel");
    open.span.end();
  }
  span.setAttribute(names.outcome, outcomes[phase]);
  if (phase === "interrupt") span.addEvent("graphc.interrupt", { [names.next]: [...observation.next] });
  if (phase === "error") fail(span, observation.error);
  span.end();
}

function fail(span: Span, error: unknown): void {
  const told = error instanceof Error ? error : new Error(String(error));
  span.recordException(told);
  span.setAttribute(names.errorType, errorType(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: told.message });
}

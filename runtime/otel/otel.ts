import { metrics, type MeterProvider, trace, type TracerProvider } from "@opentelemetry/api";
import { observe } from "../engine/observe.ts";
import type { Hooks } from "../types/hooks.ts";
import { Instruments } from "./instruments.ts";
import { RunTraces } from "./run-traces.ts";

export interface OtelOptions {
  /** Where spans go. Default: the global provider. */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. Default: the global provider. */
  readonly meterProvider?: MeterProvider;
}

const scope = "@graphc/runtime";

/**
 * Hooks that make spans of runs, steps and subgraphs, carry them into handlers, and count and measure. Values of the state are never recorded; messages of
 * errors are. What OpenTelemetry throws does not reach the run. One result can serve any number of apps.
 */
export function otel({ tracerProvider = trace, meterProvider = metrics }: OtelOptions = {}): Hooks {
  const traces = new RunTraces(tracerProvider.getTracer(scope));
  const instruments = new Instruments(meterProvider.getMeter(scope));
  const { watch } = observe((observation) => {
    // Each apart, so that neither is lost where the other fails.
    try {
      traces.told(observation);
    } finally {
      instruments.told(observation);
    }
  });
  return {
    ...(watch !== undefined && { watch }),
    run: (info, next) => traces.inRun(info, next),
    step: (info, next) => traces.inStep(info, next),
  };
}

/** OpenTelemetry's SDK, set up as in a service, but with exporters that keep what they get, to print it. */
import { context, metrics, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { show } from "../print.ts";

export interface Telemetry {
  /** Prints the spans since the last time as a tree, without ids and times, which differ from run to run. */
  printSpans(): void;
  printMetrics(): Promise<void>;
  stop(): Promise<void>;
}

export function startTelemetry(): Telemetry {
  const spans = new InMemorySpanExporter();
  const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 60_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(tracerProvider);
  metrics.setGlobalMeterProvider(meterProvider);
  return {
    printSpans() {
      for (const line of tree(spans.getFinishedSpans(), undefined, "")) console.log(line);
      spans.reset();
    },
    async printMetrics() {
      await meterProvider.forceFlush();
      const scopes = measured.getMetrics().at(-1)?.scopeMetrics ?? [];
      for (const { descriptor, dataPoints } of scopes.flatMap((scope) => scope.metrics)) {
        console.log(`${descriptor.name} (${descriptor.unit})`);
        for (const { attributes, value } of dataPoints) {
          console.log(`  ${show(attributes)}: ${typeof value === "number" ? value : `${value.count} measured`}`);
        }
      }
    },
    async stop() {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
      for (const api of [context, trace, metrics]) api.disable();
    },
  };
}

/** The spans below a parent, in the order in which they were started, with those below them. */
function tree(spans: readonly ReadableSpan[], parent: string | undefined, indent: string): readonly string[] {
  return spans
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
    .toSorted((one, other) => one.startTime[0] - other.startTime[0] || one.startTime[1] - other.startTime[1])
    .flatMap((span) => [
      `${indent}${span.name}${about(span)}`,
      ...events(span).map((event) => `${indent}  · ${event}`),
      ...tree(spans, span.spanContext().spanId, `${indent}  `),
    ]);
}

function about({ attributes, status }: ReadableSpan): string {
  const { "graphc.step.path": path, "graphc.outcome": outcome, "shop.attempt": attempt } = attributes;
  const told = [
    path === undefined ? [] : [`at ${String(path)}`],
    outcome === undefined ? [] : [String(outcome)],
    attempt === undefined ? [] : [`shop.attempt ${String(attempt)}`],
    status.code === SpanStatusCode.ERROR ? [`${String(attributes["error.type"])}: ${status.message}`] : [],
  ].flat();
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}

/** What a span tells beside its start and end; what was stored is left out, as it is much. */
function events({ events: all }: ReadableSpan): readonly string[] {
  const names = ["error.type", "graphc.step.attempt", "graphc.ask.name", "graphc.interrupt.next", "exception.message"];
  return all
    .filter(({ name }) => name !== "graphc.checkpoint")
    .map(({ name, attributes = {} }) => {
      const told = names.flatMap((key) => (attributes[key] === undefined ? [] : [show(attributes[key])]));
      return `${name} ${told.join(" ")}`;
    });
}

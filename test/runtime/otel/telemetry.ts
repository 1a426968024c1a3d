/** OpenTelemetry's own SDK, with everything kept in memory. */
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { context, type Tracer } from "@opentelemetry/api";
import { AggregationTemporality, InMemoryMetricExporter } from "@opentelemetry/sdk-metrics";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Hooks } from "@graphc/runtime";
import { otel } from "@graphc/runtime/otel";

export interface Telemetry {
  readonly hooks: Hooks;
  readonly tracer: Tracer;
  spans(): readonly ReadableSpan[];
  span(name: string): ReadableSpan;
  /** The names of all spans, indented below their parents, in the order in which they were started. */
  tree(): readonly string[];
  /** The sums and counts of an instrument: `outcome=success: 1`. */
  metric(name: string): Promise<Readonly<Record<string, number>>>;
  unit(name: string): Promise<string>;
  close(): Promise<void>;
}

export function telemetry(): Telemetry {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 1_000_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans();

  const data = async (name: string) => {
    await meterProvider.forceFlush();
    const all =
      metricExporter
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
    const found = all.find(({ descriptor }) => descriptor.name === name);
    if (found === undefined) throw new Error(`No ${name} but ${all.map((one) => one.descriptor.name).join(", ")}`);
    return found;
  };

  return {
    hooks: otel({ tracerProvider, meterProvider }),
    tracer: tracerProvider.getTracer("test"),
    spans,
    span(name) {
      const found = spans().find((span) => span.name === name);
      if (found === undefined) throw new Error(`No span ${name}`);
      return found;
    },
    tree() {
      const known = new Set(spans().map((span) => span.spanContext().spanId));
      const children = (parent: string | undefined, indent: string): string[] =>
        started(spans())
          .filter(({ parentSpanContext: of }) => (of && known.has(of.spanId) ? of.spanId : undefined) === parent)
          .flatMap((span) => [indent + span.name, ...children(span.spanContext().spanId, `${indent}  `)]);
      return children(undefined, "");
    },
    async metric(name) {
      const { dataPoints } = await data(name);
      return Object.fromEntries(
        dataPoints.map(({ attributes, value }) => [
          Object.entries(attributes)
            .map(([key, of]) => `${key.replace("graphc.", "")}=${String(of)}`)
            .join(" "),
          typeof value === "number" ? value : value.count,
        ]),
      );
    },
    unit: async (name) => (await data(name)).descriptor.unit,
    async close() {
      context.disable();
      await tracerProvider.shutdown();
      await meterProvider.shutdown();
    },
  };
}

function started(spans: readonly ReadableSpan[]): readonly ReadableSpan[] {
  return spans.toSorted((one, other) => one.startTime[0] - other.startTime[0] || one.startTime[1] - other.startTime[1]);
}

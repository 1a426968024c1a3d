/** `@graphc/runtime/otel`: runs of graphs as spans and metrics of OpenTelemetry. Needs the package `@opentelemetry/api`. */
export { otel } from "./otel.ts";
export type { OtelOptions } from "./otel.ts";

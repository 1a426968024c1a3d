/**
 * `@graphc/runtime`: what users of a generated module import. All durations are milliseconds, all times are `Date`s, all data handed out is frozen.
 */
export { MemoryCache } from "./checkpoint/cache.ts";
export { MemoryCheckpointer } from "./checkpoint/memory.ts";
export * from "./errors.ts";
export { observe } from "./engine/observe.ts";
export type { Durations } from "./observe/estimate.ts";
export { logHooks } from "./observe/logger.ts";
export type { Logger } from "./observe/logger.ts";
export { createMetrics } from "./observe/metrics.ts";
export type { GraphMetrics, Metrics, MetricsSnapshot, NodeMetrics, RunMetrics } from "./observe/metrics.ts";
export { MemoryStore } from "./store/memory.ts";
export { passes } from "./store/filter.ts";
export type { App, AppOptions, AppOrRunner, Config, ContextOption, Durability, Result } from "./types/app.ts";
export type { RunOptions, Runner, RunnerArguments, RunnerConfig, StopAt, ThreadRef } from "./types/app.ts";
export type { Both, Difference, FieldDifference } from "./types/difference.ts";
export type { Graph, GraphEdge, GraphField, GraphNode, RetryPolicy } from "./types/description.ts";
export { goto } from "./types/goto.ts";
export type { Goto } from "./types/goto.ts";
export type { Ask, Awaitable, GraphTypes, Json } from "./types/graph-types.ts";
export type { AfterError, Asking, NodeContext, NodeFailure } from "./types/handlers.ts";
export type { AskObservation, CacheFailure, CheckpointObservation, Hooks } from "./types/hooks.ts";
export type { Observation, RunInfo, RunObservation, StepInfo, StepObservation, Watch } from "./types/hooks.ts";
export { isInterrupted } from "./types/interrupts.ts";
export type { Answers, Interrupt, InterruptId, Interrupted } from "./types/interrupts.ts";
export { set } from "./types/replacement.ts";
export type { Replacement } from "./types/replacement.ts";
export type { Schemas } from "./types/schemas.ts";
export type { Issue, Schema, StandardProps, StandardResult } from "./types/schema.ts";
export type { CheckpointSource, HistoryQuery, PathState, Snapshot } from "./types/state.ts";
export type { Cache, CheckpointHeader, Checkpointer, Commit, Encoded, FieldChange } from "./types/storage.ts";
export type { LineSummary, PrunePolicy, StepRecord, StoredCheckpoint } from "./types/storage.ts";
export type { ThreadQuery, ThreadStatus, ThreadSummary } from "./types/storage.ts";
export type { NamespaceQuery, Store, StoreComparison, StoreFilter } from "./types/store.ts";
export type { StoreItem, StoreQuery, StoreScalar } from "./types/store.ts";
export type {
  CustomEvent,
  EventPosition,
  StepEvent,
  StreamEvent,
  StreamMode,
  StreamOptions,
} from "./types/streaming.ts";
export type { Exact, Writes } from "./types/writes.ts";

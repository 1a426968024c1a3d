/** The core of a service, whatever protocol it speaks. */
export { admit, isLoopbackName } from "./authorize.ts";
export type { Access, Action, Allowed, Authorize, Denied } from "./authorize.ts";
export { shownError } from "./describe-error.ts";
export type { ShownError } from "./describe-error.ts";
export type { LogText, Transcript } from "./entries.ts";
export { DeniedError, RunEndedError, ServiceError } from "./errors.ts";
export type { Ending, Refusal } from "./errors.ts";
export type {
  HostedApp,
  HostedConfig,
  HostedEvent,
  HostedInterrupt,
  HostedSchemas,
  HostedSnapshot,
  HostOptions,
  MakeApp,
} from "./hosted.ts";
export type { Limits, ServiceLimits } from "./limits.ts";
export { EventLog } from "./log.ts";
export type { LogEntry, LogLimits, Lost } from "./log.ts";
export { RunManager } from "./manager.ts";
export type { RunRequest } from "./manager.ts";
export { idOf, isThreadId, threadName } from "./owner.ts";
export type { Caller, ThreadName } from "./owner.ts";
export { Registry } from "./registry.ts";
export type { HostedGraph } from "./registry.ts";
export type { Outcome, RunStatus, RunSummary, ServiceRun } from "./run.ts";
export { createService } from "./service.ts";
export type { ErrorPlace, Service, ServiceOptions } from "./service.ts";
export type { FoundThread, ListedThread, PagePlace, ThreadPage, ThreadPageQuery, Threads } from "./threads.ts";

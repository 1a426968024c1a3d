import { observe } from "../engine/observe.ts";
import type { Hooks, Observation, RunInfo, RunObservation, StepObservation } from "../types/hooks.ts";

/** What pino's loggers, and those like them, can do: an object with what is known, and a message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Whether lines of a level are written. Absent: nobody knows, and all are made. */
  isLevelEnabled?(level: "debug"): boolean;
}

/**
 * Hooks that log what happens. Runs are `info`, those that fail `error`; steps and what is stored are `debug`, retries and steps that fail `warn`, since another attempt or an
 * error edge may follow. Each line has `runId`, `graph` and, where there is one, `threadId`; those of steps `node` and `path`; `duration` is milliseconds, errors are under `err`.
 * Values of the state are never logged.
 */
export function logHooks(logger: Logger): Hooks {
  return observe((observation) => write(logger, observation));
}

function write(logger: Logger, observation: Observation): void {
  if (isDebug(observation) && logger.isLevelEnabled?.("debug") === false) return;
  const run = about(observation.run);
  if (observation.type === "run") return writeRun(logger, run, observation);
  if (observation.type === "step") return writeStep(logger, run, observation);
  if (observation.type === "ask") {
    const { ask, id, path, deadline } = observation;
    logger.info({ ...run, ask, id, path, ...(deadline !== undefined && { deadline }) }, "question asked");
    return;
  }
  const { checkpointId, duration, kind } = observation;
  logger.debug({ ...run, checkpointId, duration }, kind === "commit" ? "checkpoint stored" : "record stored");
}

/** What is logged of it is not worth making if nobody reads it: there are two lines for each step. */
function isDebug(observation: Observation): boolean {
  if (observation.type === "checkpoint") return true;
  return observation.type === "step" && (observation.phase === "start" || observation.phase === "finish");
}

function about({ graph, runId, threadId }: RunInfo): object {
  return { runId, graph, ...(threadId !== undefined && { threadId }) };
}

function writeRun(logger: Logger, run: object, observation: RunObservation): void {
  if (observation.phase === "start") {
    const { kind, tags } = observation.run;
    logger.info({ ...run, kind, ...(tags.length > 0 && { tags }) }, "run started");
    return;
  }
  const { duration } = observation;
  switch (observation.phase) {
    case "finish":
      logger.info({ ...run, duration }, "run finished");
      break;
    case "interrupt":
      logger.info({ ...run, duration, next: observation.next }, "run interrupted");
      break;
    case "cancel":
      logger.info({ ...run, duration, err: observation.error }, "run cancelled");
      break;
    case "error":
      logger.error({ ...run, duration, err: observation.error }, "run failed");
      break;
  }
}

function writeStep(logger: Logger, run: object, observation: StepObservation): void {
  const { graph, node, path, step, attempt } = observation;
  const fields = { ...run, graph, node, path, step, attempt };
  switch (observation.phase) {
    case "start":
      logger.debug(fields, "step started");
      break;
    case "retry":
      logger.warn({ ...fields, delay: observation.delay, err: observation.error }, "step tried again");
      break;
    case "finish":
      logger.debug({ ...fields, ...timed(observation) }, "step finished");
      break;
    case "error":
      logger.warn({ ...fields, ...timed(observation), err: observation.error }, "step failed");
      break;
  }
}

function timed({ duration }: { readonly duration?: number }): object {
  return duration === undefined ? {} : { duration };
}

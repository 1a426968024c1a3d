import { ConfigError } from "../../errors.ts";
import type { LogLimits } from "./log.ts";

/** What a service allows. All are positive; times are milliseconds. */
export interface ServiceLimits {
  /** Runs at once; more are refused with 503. Default: 256. */
  readonly runs?: number;
  /** Runs at once for each owner; more are refused with 429. Default: no other bound than `runs`. */
  readonly runsPerOwner?: number;
  /** How long a run may take before it is stopped. Default: 15 minutes. */
  readonly time?: number;
  /** The highest `limit` of steps that a caller may ask for. Default: 10,000. */
  readonly steps?: number;
  /** The size of a request's body in bytes; larger ones are refused with 413. Default: 1 MiB. */
  readonly body?: number;
  /** How many events of a run are kept for readers. Default: 10,000. */
  readonly events?: number;
  /** How many characters of events are kept of a run. Default: 1 Mi. */
  readonly eventCharacters?: number;
  /** How many runs that have ended are remembered with their events. Default: 1,000. */
  readonly endedRuns?: number;
  /** How many characters of events are remembered of all runs that have ended. Default: 32 Mi. */
  readonly endedCharacters?: number;
}

export type Limits = Required<ServiceLimits>;

const defaults: Limits = {
  runs: 256,
  runsPerOwner: Number.POSITIVE_INFINITY,
  time: 15 * 60_000,
  steps: 10_000,
  body: 2 ** 20,
  events: 10_000,
  eventCharacters: 2 ** 20,
  endedRuns: 1000,
  endedCharacters: 2 ** 25,
};

/** @throws ConfigError if a limit is not positive, or unknown. */
export function limitsOf(given: ServiceLimits = {}): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) throw refused(name, "is none of a service's limits.");
    if (typeof value !== "number" || !(value > 0)) throw refused(name, "must be a number greater than 0.");
  }
  return { ...defaults, ...given };
}

export function logLimits({ eventCharacters, events }: Limits): LogLimits {
  return { events, characters: eventCharacters };
}

function refused(name: string, problem: string): ConfigError {
  return new ConfigError({ graph: "", option: `limits.${name}`, problem });
}

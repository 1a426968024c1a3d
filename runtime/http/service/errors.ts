/**
 * Why a service refuses: `unknown-graph`, `unknown-thread`, `unknown-run` (never there, forgotten, or another caller's), `invalid-id`, `busy` (a run is active on the
 * thread), `idle` (none is), `full` (the service runs all it may), `full-for-caller` (this caller does), `closing` (it is being shut down).
 */
export type Refusal =
  | "unknown-graph"
  | "unknown-thread"
  | "unknown-run"
  | "invalid-id"
  | "busy"
  | "idle"
  | "full"
  | "full-for-caller"
  | "closing";

/** The service does not do what it was asked for; nothing was started and nothing stored. Its message may be shown to callers. */
export class ServiceError extends Error {
  readonly refusal: Refusal;
  /** Seconds after which to ask again, where that helps. */
  readonly retryAfter: number | undefined;

  constructor(refusal: Refusal, message: string, retryAfter?: number) {
    super(message);
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  override get name(): string {
    return "ServiceError";
  }
}

/** Why a run was ended from outside; what its signal is aborted with. */
export type Ending = "cancelled" | "timeout" | "parked";

/** The reason that handlers see on `ctx.signal` when the service ends their run. Its name is `"AbortError"`, so that no retry is made of it. */
export class RunEndedError extends Error {
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(messages[ending]);
    this.ending = ending;
  }

  override get name(): string {
    return "AbortError";
  }
}

const messages: { readonly [ending in Ending]: string } = {
  cancelled: "The run was cancelled by a caller.",
  timeout: "The run took longer than the service allows.",
  parked: "The service is shutting down; continue the run later.",
};

/** `authorize` has refused a request. */
export class DeniedError extends Error {
  readonly status: 401 | 403;
  readonly challenge: string;

  constructor({
    challenge = "Bearer",
    deny,
    detail = deny === 401 ? "Say who you are." : "You may not do this.",
  }: {
    readonly deny: 401 | 403;
    readonly detail?: string;
    readonly challenge?: string;
  }) {
    super(detail);
    this.status = deny;
    this.challenge = challenge;
  }

  override get name(): string {
    return "DeniedError";
  }
}

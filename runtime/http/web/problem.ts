import type { Issue } from "../../types/schema.ts";
import { toJson } from "../json/write.ts";

/** What can go wrong with a request; the `type` of a problem is `urn:graphc:problem:` and one of these. */
export const problems = {
  "malformed-request": [400, "The request is malformed"],
  unauthenticated: [401, "The caller is not known"],
  forbidden: [403, "The caller may not do this"],
  "not-found": [404, "There is no such thing"],
  "method-not-allowed": [405, "The method is not allowed here"],
  conflict: [409, "The task is not in a state for this"],
  busy: [409, "A run is active on the task"],
  "unfinished-run": [409, "The task has an unfinished run"],
  "run-cancelled": [409, "The run was cancelled"],
  "events-gone": [410, "The events are gone"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The body is not JSON"],
  "invalid-request": [422, "The request does not fit"],
  "invalid-answer": [422, "An answer does not fit"],
  "too-many-runs": [429, "The caller has too many runs"],
  "run-failed": [500, "The run failed"],
  internal: [500, "The server could not do this"],
  overloaded: [503, "The server has too many runs"],
  "storage-unavailable": [503, "The storage cannot be reached"],
  "shutting-down": [503, "The server is shutting down"],
  "run-timeout": [504, "The run took too long"],
} as const satisfies { readonly [name: string]: readonly [status: number, title: string] };

export type ProblemName = keyof typeof problems;

/** One thing that does not fit: `pointer` is a JSON Pointer into the body, or `parameter` names a part of the address or a header. */
export interface Fault {
  readonly detail: string;
  readonly pointer?: string;
  readonly parameter?: string;
}

/** Answers a request with a problem (RFC 9457). */
export class ProblemError extends Error {
  readonly problem: ProblemName;
  readonly errors: readonly Fault[];
  /** Members of the problem beside those of the RFC. */
  readonly extension: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    problem: ProblemName,
    detail: string,
    more: {
      readonly errors?: readonly Fault[];
      readonly extension?: object;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.problem = problem;
    this.errors = more.errors ?? [];
    this.extension = more.extension ?? {};
    this.headers = more.headers ?? {};
  }

  override get name(): string {
    return "ProblemError";
  }

  get status(): number {
    return problems[this.problem][0];
  }
}

/** The response that tells a problem. */
export function problemResponse({ errors, extension, headers, message, problem }: ProblemError): Response {
  const [status, title] = problems[problem];
  const body = {
    type: `urn:graphc:problem:${problem}`,
    title,
    status,
    detail: message,
    ...(errors.length > 0 && { errors }),
    ...extension,
  };
  return new Response(toJson(body), {
    status,
    headers: { "content-type": "application/problem+json", ...commonHeaders, ...headers },
  });
}

/** What every response says: nobody stores it, and nobody takes it for what it is not. */
export const commonHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/** So many faults are told at once. */
export const mostFaults = 20;

/** What a schema has found, as faults of the value at `pointer`. */
export function faultsOf(issues: readonly Issue[], pointer: string): readonly Fault[] {
  return issues
    .slice(0, mostFaults)
    .map(({ message, path = [] }) => ({ detail: message, pointer: pointer + path.map(pointerPart).join("") }));
}

/** A step of a JSON Pointer (RFC 6901). */
export function pointerPart(name: string | number): string {
  return `/${`${name}`.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

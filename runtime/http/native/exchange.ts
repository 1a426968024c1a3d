import type { Action } from "../service/authorize.ts";
import type { Caller } from "../service/owner.ts";
import { commonHeaders } from "../web/problem.ts";
import type { Service } from "../service/service.ts";
import { toJson } from "../json/write.ts";

/** A request that is being answered. */
export interface Exchange {
  readonly service: Service;
  readonly request: Request;
  /** What stands in front of the paths of all routes: empty, or `/api`. */
  readonly base: string;
  /** The parts of the address that the route names; empty where it names none. */
  readonly id: string;
  readonly runId: string;
}

/** Whose the request is. @throws DeniedError, and what `authorize` throws */
export function admitted({ id, request, service }: Exchange, action: Action, graph?: string): Promise<Caller> {
  return service.admit(request, {
    action,
    ...(id !== "" && { threadId: id }),
    ...(graph !== undefined && { graph }),
  });
}

export function jsonResponse(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(toJson(value), {
    status,
    headers: { "content-type": "application/json", ...commonHeaders, ...headers },
  });
}

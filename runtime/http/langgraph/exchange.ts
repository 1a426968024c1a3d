import type { Access, Caller, Service } from "../service/index.ts";
import { Body, isObject } from "./body.ts";
import type { Store } from "../../types/store.ts";
import type { ClientThreads } from "./threads.ts";
import type { Context } from "hono";
import { readJson } from "../web/body.ts";
import { RefusedError } from "./refused.ts";
import type { RunDesk } from "./desk.ts";

/** What the routes work with. */
export interface Desk {
  readonly service: Service;
  readonly threads: ClientThreads;
  readonly runs: RunDesk;
  /** Long-term memory that clients may read and write, if there is one. */
  readonly store: Store | undefined;
  readonly startedAt: Date;
}

/** The body of a request, an object. What is wrong with it is told only to who may ask: `allowed` comes first. */
export async function readBody(
  { req }: Context,
  { limits }: Service,
  allowed: Promise<Caller>,
): Promise<{ readonly caller: Caller; readonly body: Body }> {
  const caller = await allowed;
  return { caller, body: bodyOf(await readJson(req.raw, limits.body)) };
}

/** Reads a body that says what is authorized. Whether it fits is told to who may ask. */
export async function readOrder(
  { req }: Context,
  service: Service,
  access: (body: Body) => Access,
): Promise<{ readonly caller: Caller; readonly body: Body }> {
  const read = await readJson(req.raw, service.limits.body)
    .then(bodyOf)
    .catch((error: unknown) => ({ error }));
  const body = read instanceof Body ? read : new Body({});
  const caller = await service.admit(req.raw, access(body));
  if (!(read instanceof Body)) throw read.error;
  return { caller, body };
}

/** The members of the query; one that comes several times is a list. */
export function queryOf({ req }: Context): Body {
  const all = Object.entries(req.queries());
  return new Body(Object.fromEntries(all.map(([name, values]) => [name, values.length === 1 ? values[0] : values])));
}

export function bodyOf(json: unknown): Body {
  if (isObject(json)) return new Body(json);
  throw new RefusedError(422, "The body must be an object.");
}

/** A part of the address that the route names. */
export function part({ req }: Context, name: string): string {
  return req.param(name) ?? "";
}

import { type Body, isObject } from "../body.ts";
import { bookName } from "../book.ts";
import type { Caller } from "../../service/index.ts";
import { type Context, Hono } from "hono";
import { type Desk, queryOf, readBody } from "../exchange.ts";
import type { Json } from "../../../types/graph-types.ts";
import type { Store, StoreFilter, StoreItem, StoreScalar } from "../../../types/store.ts";
import { RefusedError } from "../refused.ts";
import { response } from "../failure.ts";

/** Long-term memory. With callers that are known, each has items of its own: below `["callers", owner]` for the handlers of graphs. */
export function storeRoutes({ service, store: given }: Desk): Hono {
  const app = new Hono();
  const admit = (c: Context): Promise<Caller> => service.admit(c.req.raw, { action: "store" });
  const opened = (): Store => {
    if (given !== undefined) return given;
    throw new RefusedError(404, "This server has no long-term memory.");
  };

  app.put("/store/items", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c));
    if (Array.isArray(body.value("index")))
      body.refuse("index", "items are found by name and by members, not by meaning");
    const value = body.object("value") as { readonly [key: string]: Json } | undefined;
    if (value === undefined) throw new RefusedError(422, `"value" is missing.`);
    const ttl = body.value("ttl");
    if (ttl !== undefined && !(typeof ttl === "number" && ttl > 0)) {
      throw new RefusedError(422, `"ttl" must be a number of minutes.`);
    }
    const namespace = place(caller, names(body, "namespace"));
    await opened().put(namespace, body.required("key"), value, ttl === undefined ? {} : { ttl: ttl * 60_000 });
    return response(204);
  });
  app.get("/store/items", async (c) => {
    const caller = await admit(c);
    const query = queryOf(c);
    const namespace = place(caller, query.required("namespace").split("."));
    const item = await opened().get(namespace, query.required("key"), { refresh: query.flag("refresh_ttl") });
    return response(200, item === undefined ? null : show(caller, item));
  });
  app.delete("/store/items", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c));
    await opened().delete(place(caller, names(body, "namespace")), body.required("key"));
    return response(204);
  });
  app.post("/store/items/search", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c));
    body.refuse("query", "items are found by name and by members, not by meaning");
    const prefix = below(caller, body.texts("namespace_prefix") ?? []);
    const store = opened();
    const found = await store.list(prefix, {
      filter: filterOf(body),
      limit: body.count("limit") ?? 10,
      offset: body.count("offset") ?? 0,
    });
    if (body.flag("refresh_ttl"))
      for (const { key, namespace } of found) await store.get(namespace, key, { refresh: true });
    return response(200, { items: found.filter(isShown).map((item) => show(caller, item)) });
  });
  app.post("/store/namespaces", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c));
    const prefix = body.texts("prefix") ?? [];
    const suffix = body.texts("suffix") ?? [];
    const depth = body.count("max_depth");
    const fixed = prefix.includes("*") ? prefix.slice(0, prefix.indexOf("*")) : prefix;
    const skipped = below(caller, []).length;
    const all = await opened().namespaces(below(caller, fixed));
    const found = all
      .filter((names) => names[0] !== bookName)
      .map((names) => names.slice(skipped))
      .filter((names) => fits(names, prefix) && fits(names.toReversed(), suffix.toReversed()))
      .map((names) => names.slice(0, depth));
    const once = new Map(found.map((names) => [JSON.stringify(names), names]));
    const offset = body.count("offset") ?? 0;
    return response(200, { namespaces: [...once.values()].slice(offset, offset + (body.count("limit") ?? 100)) });
  });
  return app;
}

/** What a caller's namespaces are below where they are stored. */
function below({ owner }: Caller, names: readonly string[]): readonly string[] {
  if (owner !== undefined) return ["callers", owner, ...names];
  if (names[0] === bookName) throw new RefusedError(422, `"${bookName}" is the server's own.`);
  return names;
}

function place(caller: Caller, names: readonly string[]): readonly string[] {
  if (names.length === 0 || names.includes(""))
    throw new RefusedError(422, `"namespace" must have names, none of them empty.`);
  return below(caller, names);
}

function names(body: Body, member: string): readonly string[] {
  return body.texts(member) ?? [];
}

function isShown({ namespace }: StoreItem): boolean {
  return namespace[0] !== bookName;
}

/** When an item was put first, nobody remembers. */
function show(caller: Caller, { key, namespace, updatedAt, value }: StoreItem): object {
  const names = namespace.slice(below(caller, []).length);
  return { namespace: names, key, value, created_at: updatedAt, updated_at: updatedAt };
}

/** Whether namespaces begin so; `*` is any name. */
function fits(names: readonly string[], pattern: readonly string[]): boolean {
  return pattern.length <= names.length && pattern.every((name, place) => name === "*" || name === names[place]);
}

const comparisons = new Map([
  ["$eq", "eq"],
  ["$ne", "ne"],
  ["$gt", "gt"],
  ["$gte", "gte"],
  ["$lt", "lt"],
  ["$lte", "lte"],
]);

/** The client's filter: members of the value by name, each equal to something or compared with it. @throws RefusedError */
function filterOf(body: Body): StoreFilter {
  const entries = Object.entries(body.object("filter") ?? {}).map(([name, wanted]: [string, unknown]) => {
    const path = name.replaceAll("\\", "\\\\").replaceAll(".", "\\.");
    if (isScalar(wanted)) return [path, wanted] as const;
    const compared = Object.entries(isObject(wanted) ? wanted : {}).map(([said, with_]: [string, unknown]) => {
      const comparison = comparisons.get(said);
      if (comparison === undefined || !isScalar(with_)) throw unfit(name);
      return [comparison, with_];
    });
    if (compared.length === 0) throw unfit(name);
    return [path, Object.fromEntries(compared)] as const;
  });
  return Object.fromEntries(entries);
}

function unfit(name: string): RefusedError {
  const known = [...comparisons.keys()].join(", ");
  return new RefusedError(
    422,
    `"filter" of "${name}" must be a text, number, boolean or null, or compare with one by ${known}.`,
  );
}

function isScalar(value: unknown): value is StoreScalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

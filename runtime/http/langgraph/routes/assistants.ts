import { type Body, isObject } from "../body.ts";
import { type Context, Hono } from "hono";
import { drawingOf } from "../drawing.ts";
import { type Desk, part, queryOf, readBody } from "../exchange.ts";
import type { Graph } from "../../../types/description.ts";
import type { HostedGraph } from "../../service/index.ts";
import { hasMembers, select } from "../select.ts";
import { RefusedError } from "../refused.ts";
import { response } from "../failure.ts";

/** The graphs of the service, each as the one assistant that there is of it. */
export function assistantRoutes({ service, startedAt }: Desk): Hono {
  const app = new Hono();
  const admit = (c: Context, graph?: string): Promise<unknown> =>
    service.admit(c.req.raw, { action: "document", ...(graph !== undefined && { graph }) });
  const named = async (c: Context): Promise<HostedGraph> => {
    await admit(c, part(c, "id"));
    return service.graphs.named(part(c, "id"));
  };
  const show = (graph: HostedGraph): object => assistantOf(graph, startedAt);
  const found = (body: Body): readonly object[] => {
    const name = body.text("name")?.toLowerCase();
    const graph = body.text("graph_id");
    return service.graphs.all
      .filter((one) => graph === undefined || one.name === graph)
      .filter((one) => name === undefined || one.name.toLowerCase().includes(name))
      .map(show)
      .filter((one) => hasMembers(one, { metadata: body.object("metadata") ?? {} }));
  };

  app.post("/assistants/search", async (c) => {
    const { body } = await readBody(c, service, admitted(c));
    const all = found(body).toSorted(comparing(body));
    const offset = body.count("offset") ?? 0;
    const end = offset + (body.count("limit") ?? 10);
    const fields = body.texts("select");
    const page = all.slice(offset, end).map((one) => (fields === undefined ? one : select(one, fields)));
    return response(200, page, end < all.length ? { "x-pagination-next": `${end}` } : {});
  });
  app.post("/assistants/count", async (c) => {
    const { body } = await readBody(c, service, admitted(c));
    return response(200, found(body).length);
  });
  app.get("/assistants/:id", async (c) => response(200, show(await named(c))));
  app.get("/assistants/:id/graph", async (c) => {
    const {
      app: { graph },
    } = await named(c);
    return response(200, drawingOf(graph, depthOf(queryOf(c))));
  });
  app.get("/assistants/:id/schemas", async (c) => {
    const {
      app: { schemas },
      name,
    } = await named(c);
    return response(200, {
      graph_id: name,
      input_schema: schemas.input.jsonSchema,
      output_schema: schemas.output.jsonSchema,
      state_schema: schemas.state.jsonSchema,
      config_schema: null,
      context_schema: null,
    });
  });
  const subgraphs = async (c: Context): Promise<Response> => {
    const {
      app: { graph },
    } = await named(c);
    const all = subgraphsOf(graph, queryOf(c).flag("recurse"), "");
    const namespace = part(c, "namespace");
    return response(200, Object.fromEntries(all.filter(([path]) => namespace === "" || path === namespace)));
  };
  app.get("/assistants/:id/subgraphs", subgraphs);
  app.get("/assistants/:id/subgraphs/:namespace", subgraphs);
  app.post("/assistants/:id/versions", async (c) => response(200, [show(await named(c))]));
  app.post("/assistants", async (c) => refuseChange(await admit(c)));
  app.patch("/assistants/:id", async (c) => refuseChange(await named(c)));
  app.delete("/assistants/:id", async (c) => refuseChange(await named(c)));
  app.post("/assistants/:id/latest", async (c) => refuseChange(await named(c)));
  return app;

  function admitted(c: Context) {
    return service.admit(c.req.raw, { action: "document" });
  }
}

function refuseChange(_asked: unknown): never {
  throw new RefusedError(422, "The assistants of this server are its graphs; they are made by its owner.");
}

function assistantOf({ app: { graph }, name }: HostedGraph, startedAt: Date): object {
  return {
    assistant_id: name,
    graph_id: name,
    name,
    description: graph.doc ?? "",
    config: {},
    context: {},
    metadata: { created_by: "system" },
    version: graph.version,
    created_at: startedAt,
    updated_at: startedAt,
  };
}

/** How deep `xray` opens subgraphs. */
function depthOf(query: Body): number {
  const xray = query.value("xray");
  if (xray === undefined || xray === "false") return 0;
  return xray === "true" ? Number.POSITIVE_INFINITY : (query.count("xray") ?? 0);
}

/** The subgraphs by path. Their schemas are part of the graph's own, and not told apart. */
function subgraphsOf(graph: Graph, deep: boolean, outer: string): readonly (readonly [string, object])[] {
  return graph.nodes.flatMap(({ graph: inner, name }) => {
    if (inner === undefined) return [];
    const path = outer + name;
    const schemas = { input_schema: null, output_schema: null, state_schema: null, config_schema: null };
    return [[path, { graph_id: inner.name, ...schemas }], ...(deep ? subgraphsOf(inner, deep, `${path}|`) : [])];
  });
}

/** By `sort_by`, which all have in common but for names. */
function comparing(body: Body): (one: object, other: object) => number {
  const by = body.choice("sort_by", ["assistant_id", "graph_id", "name", "created_at", "updated_at"]);
  const sign = body.choice("sort_order", ["asc", "desc"]) === "desc" ? -1 : 1;
  if (by === undefined) return () => 0;
  const key = (one: object): string => `${isObject(one) ? Reflect.get(one, by) : ""}`;
  return (one, other) => sign * (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0);
}

import { Components, graphParts, type Part } from "./components.ts";
import { operationOf } from "./operations.ts";
import { requestParts } from "./bodies.ts";
import { resultParts } from "./results.ts";
import type { Route } from "../native/routes.ts";
import type { Service } from "../service/service.ts";

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
}

/** An OpenAPI 3.1 document of a service, made of the schemas of its graphs. */
export interface OpenApi extends Part {
  readonly openapi: "3.1.0";
}

export function openApiOf(
  { graphs, isPublic }: Service,
  routes: readonly Route[],
  base: string,
  info: DocumentInfo,
): OpenApi {
  const components = new Components();
  const parts = graphs.all.map((graph) => graphParts(components, graph));
  const requests = requestParts(components, parts);
  const results = resultParts(components, parts);
  const paths: { [path: string]: Part } = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, requests, results) };
  }
  return {
    openapi: "3.1.0",
    info: { ...info, description: descriptionOf(parts.map(({ doc, name }) => ({ name, doc }))) },
    servers: [{ url: base === "" ? "/" : base }],
    paths,
    components: {
      schemas: components.schemas,
      ...(isPublic && { securitySchemes: { caller: { type: "http", scheme: "bearer" } } }),
    },
    ...(isPublic && { security: [{ caller: [] }] }),
  };
}

function descriptionOf(graphs: readonly { readonly name: string; readonly doc: string | undefined }[]): string {
  return graphs.map(({ doc, name }) => (doc === undefined ? `- ${name}` : `- ${name}: ${doc}`)).join("\n");
}

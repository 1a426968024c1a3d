/** What serves comes from the user's project, as for a program there: graphs and server must share one `@graphc/runtime`. */
import { createRequire, isBuiltin } from "node:module";
import { pathToFileURL } from "node:url";
import type * as core from "@graphc/runtime";
import type * as http from "@graphc/runtime/http";
import type * as langgraph from "@graphc/runtime/http/langgraph";
import type * as node from "@graphc/runtime/http/node";
import type * as postgres from "@graphc/runtime/postgres";
import type * as sqlite from "@graphc/runtime/sqlite";
import { count } from "../../diagnostics/render/summary.ts";
import { ProjectError } from "../../project/error.ts";

/** The entry points of the runtime that a project has. */
export interface Runtime {
  core(): Promise<typeof core>;
  http(): Promise<typeof http>;
  langgraph(): Promise<typeof langgraph>;
  node(): Promise<typeof node>;
  sqlite(): Promise<typeof sqlite>;
  postgres(): Promise<typeof postgres>;
}

/**
 * @param from A file of the project, absolute.
 * @throws ProjectError that names all packages that are missing.
 */
export function runtimeOf(from: string, database: string): Runtime {
  const project = createRequire(from);
  const runtime = resolved(project, "@graphc/runtime");
  // The runtime's peers are looked for where the runtime is.
  const peers = runtime === undefined ? project : createRequire(runtime);
  const needed = ["hono", "@hono/node-server", ...driverOf(database)];
  const missing = [
    ...(runtime === undefined ? ["@graphc/runtime"] : []),
    ...needed.filter((name) => resolved(peers, name) === undefined),
  ];
  if (missing.length > 0) {
    throw new ProjectError(
      `to serve graphs, this project lacks ${count(missing.length, "package")}; run: npm install ${missing.join(" ")}`,
    );
  }
  const load = async <Module>(name: string): Promise<Module> =>
    (await import(pathToFileURL(project.resolve(name)).href)) as Module;
  return {
    core: () => load("@graphc/runtime"),
    http: () => load("@graphc/runtime/http"),
    langgraph: () => load("@graphc/runtime/http/langgraph"),
    node: () => load("@graphc/runtime/http/node"),
    sqlite: () => load("@graphc/runtime/sqlite"),
    postgres: () => load("@graphc/runtime/postgres"),
  };
}

/** The package that reads a database, where Node does not. */
function driverOf(database: string): readonly string[] {
  if (database === ":memory:") return [];
  if (isPostgres(database)) return ["pg"];
  return isBuiltin("node:sqlite") ? [] : ["better-sqlite3"];
}

export function isPostgres(database: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(database);
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** The graphs of the files, and how their apps are made. */
import type { MakeApp } from "@graphc/runtime/http";
import { resolve } from "node:path";
import type { Module } from "../../bind/symbols.ts";
import { exportedNames } from "../../plan/names.ts";
import { ProjectError } from "../../project/error.ts";
import type { Additions } from "./additions.ts";
import { loadModule } from "./load.ts";
import { neededContext } from "./needs.ts";
import { refused } from "./refused.ts";

/** A graph of a file that was named. */
export interface ServedGraph {
  readonly name: string;
  /** As messages show it. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly context: readonly string[];
}

export function graphsIn({ graphs, source: { path } }: Module, folder: string): readonly ServedGraph[] {
  return graphs.map((graph) => ({
    name: graph.name,
    path,
    file: resolve(folder, path),
    context: neededContext(graph),
  }));
}

/**
 * What makes each app, by the name of its graph: what the module of `--with` exports for it, or `createX` as it is.
 * @throws ProjectError
 */
export async function makersOf(
  graphs: readonly ServedGraph[],
  { context, graphs: own = {} }: Additions,
  folder: string,
): Promise<Readonly<Record<string, MakeApp>>> {
  const makers: Record<string, MakeApp> = {};
  const paths = new Map<string, string>();
  for (const graph of graphs) {
    const { file, name, path } = graph;
    const other = paths.get(name);
    if (other !== undefined) {
      throw new ProjectError(
        `\`${other}\` and \`${path}\` both have a graph ${name}; serve one of them, or rename one`,
      );
    }
    paths.set(name, path);
    if (Object.hasOwn(own, name)) continue;
    refuseLackOf(graph, context);
    const create = (await loadModule(file, folder))[exportedNames(name).create] as MakeApp;
    makers[name] = (host) => made(graph, () => create({ ...host, ...(context !== undefined && { context }) }));
  }
  return { ...makers, ...own };
}

/** @throws ProjectError if the context lacks what the graph needs: the runtime would find out with each run. */
function refuseLackOf({ context: needed, name, path }: ServedGraph, given: object = {}): void {
  const lacking = needed.filter((member) => Reflect.get(given, member) === undefined);
  if (lacking.length === 0) return;
  const example = lacking.map((member) => `${member}: …`).join(", ");
  throw new ProjectError(
    `${name} (\`${path}\`) needs a context with ${lacking.map((member) => `\`${member}\``).join(", ")}; say it in a module, \`export const context = { ${example} };\`, and name that with --with`,
  );
}

function made({ name, path }: ServedGraph, make: () => ReturnType<MakeApp>): ReturnType<MakeApp> {
  try {
    return make();
  } catch (error) {
    throw refused(error, {
      handlers: `${name} (\`${path}\`) has nodes that nothing is imported for; give their handlers in a module, \`export const graphs = { ${name}: (host) => ${exportedNames(name).create}({ ...host, handlers: { … } }) };\`, and name that with --with`,
    });
  }
}

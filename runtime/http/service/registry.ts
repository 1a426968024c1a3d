import { ConfigError } from "../../errors.ts";
import type { HostedApp, HostOptions, MakeApp } from "./hosted.ts";
import { ServiceError } from "./errors.ts";

/** A graph of a service under the name that callers use for it. */
export interface HostedGraph {
  readonly name: string;
  readonly app: HostedApp;
}

/** The graphs of a service: by the callers' names, and by those that threads are stored under. */
export class Registry {
  readonly all: readonly HostedGraph[];
  readonly #byName: ReadonlyMap<string, HostedGraph>;
  readonly #byGraph: ReadonlyMap<string, HostedGraph>;

  /** @throws ConfigError if there is no graph, a name is not one that a URL can hold, or two entries make the same graph. */
  constructor(graphs: { readonly [name: string]: MakeApp }, host: HostOptions) {
    this.all = Object.entries(graphs).map(([name, make]) => ({ name: checkedName(name), app: make(host) }));
    if (this.all.length === 0) throw refused("names no graph.");
    this.#byName = new Map(this.all.map((graph) => [graph.name, graph]));
    this.#byGraph = new Map(this.all.map((graph) => [graph.app.graph.name, graph]));
    if (this.#byGraph.size < this.all.length) {
      throw refused("names a graph twice: its threads could not be told from each other. Leave one of them out.");
    }
  }

  /** @throws ServiceError */
  named(name: string): HostedGraph {
    const found = this.#byName.get(name);
    if (found !== undefined) return found;
    const known = this.all.map((graph) => `"${graph.name}"`).join(", ");
    throw new ServiceError("unknown-graph", `There is no such graph here; there are: ${known}.`);
  }

  /** The graph whose threads are stored under this name; `undefined` if the service does not serve it. */
  stored(graph: string): HostedGraph | undefined {
    return this.#byGraph.get(graph);
  }
}

function checkedName(name: string): string {
  if (/^[A-Za-z][\w-]{0,63}$/.test(name)) return name;
  throw refused(`has ${JSON.stringify(name)}; a name begins with a letter and has letters, digits, "-" and "_".`);
}

function refused(problem: string): ConfigError {
  return new ConfigError({ graph: "", option: "graphs", problem });
}

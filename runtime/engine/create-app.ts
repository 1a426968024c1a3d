import type { AppOptions, AppOrRunner } from "../types/app.ts";
import { buildTable, handlerNames, type Table } from "./table.ts";
import type { Checkpointer } from "../types/storage.ts";
import { ConfigError } from "../errors.ts";
import { MemoryCache } from "../checkpoint/cache.ts";
import { GraphApp } from "./app.ts";
import { GraphRunner } from "./runner.ts";
import type { GraphTypes } from "../types/graph-types.ts";
import type { AnyProgram, Program } from "./program.ts";
import type { Setup } from "./call.ts";

type Options = AppOptions<object> & { readonly handlers?: object; readonly checkpointer?: Checkpointer };

/** Checks and freezes the program once, then makes the app. `options.handlers` goes over `program.handlers`. @throws ConfigError */
export function createApp<T extends GraphTypes, Given = {}, P = Checkpointer>(
  program: Program<T["state"], T["update"]>,
  options: (AppOptions<Given> & { readonly handlers?: object; readonly checkpointer?: Checkpointer }) | undefined,
): AppOrRunner<T, Given, P>;
export function createApp(program: AnyProgram, given: Options = {}): object {
  const handlers = { ...given.handlers };
  const table = buildTable(program, handlers);
  checkOptions(table, given, handlers);
  const { hooks = [] } = given;
  const setup: Setup = {
    table,
    options: given,
    hooks: Array.isArray(hooks) ? hooks : [hooks],
    cache: given.cache ?? new MemoryCache(),
    clock: given.clock ?? (() => new Date()),
  };
  return given.checkpointer === undefined ? new GraphRunner(setup) : new GraphApp(setup, given.checkpointer);
}

function checkOptions(table: Table, { checkpointer }: Options, handlers: object): void {
  const { graph } = table;
  const known = handlerNames(table);
  for (const name of Object.keys(handlers)) {
    if (known.includes(name)) continue;
    throw new ConfigError({
      graph: graph.name,
      option: "handlers",
      problem: `has "${name}", which is no handler of the graph.`,
    });
  }
  if (table.stops && checkpointer === undefined) {
    throw new ConfigError({
      graph: graph.name,
      option: "checkpointer",
      problem: "is missing; a graph that waits for answers or stops at interrupts needs one (G610).",
    });
  }
}

import { aroundOf } from "./hooks.ts";
import { buildTable, handlerNames, type Table } from "./table.ts";
import { checkChoice } from "./config.ts";
import type { AnyProgram } from "./program.ts";
import type { AppOptions } from "../types/app.ts";
import type { Checkpointer } from "../types/storage.ts";
import { ConfigError } from "../errors.ts";
import type { Hooks } from "../types/hooks.ts";
import type { Setup } from "./call.ts";

/** The options of `createX`, to code that does not know the graph. */
export type CreateOptions = AppOptions<object> & {
  readonly handlers?: unknown;
  readonly checkpointer?: Checkpointer;
};

const clock = (): Date => new Date();

/** Dates of times that repeat: many checkpoints are made in one millisecond, and a date costs more than most of what is stored with it. */
function dates(): (time: number) => Date {
  let latest = new Date(Number.NaN);
  return (time) => (latest.getTime() === time ? latest : (latest = new Date(time)));
}

/** Checks a program and the options once, and builds what every call needs. @throws ConfigError */
export function setUp(program: AnyProgram, options: CreateOptions): Setup {
  const handlers = typeof options.handlers === "object" ? { ...options.handlers } : {};
  const table = buildTable(program, handlers);
  checkOptions(table, options, handlers);
  const { hooks = [], clock: given } = options;
  const all: readonly Hooks[] = Array.isArray(hooks) ? hooks : [hooks];
  return {
    table,
    options,
    around: all.length === 0 ? undefined : aroundOf(all),
    clock: given ?? clock,
    dated: given === undefined ? dates() : () => new Date(given()),
  };
}

/** The same for a program that runs as it is. @throws ConfigError */
export function setUpPlain(program: AnyProgram): Setup {
  return { table: buildTable(program, {}), options: {}, around: undefined, clock, dated: dates() };
}

function checkOptions(table: Table, { checkpointer, validate }: CreateOptions, handlers: object): void {
  const graph = table.graph.name;
  checkChoice(graph, "validate", validate, ["steps", "input"]);
  const known = handlerNames(table);
  const unknown = Object.keys(handlers).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ConfigError({
      graph,
      option: "handlers",
      problem: `has "${unknown}", which is no handler of the graph.`,
    });
  }
  if (table.stops && checkpointer === undefined) {
    const problem = "is missing; a graph that waits for answers or stops at interrupts needs one (G610).";
    throw new ConfigError({ graph, option: "checkpointer", problem });
  }
}

import type { AnyProgram, Program } from "./program.ts";
import type { AppOptions, AppOrRunner, Runner } from "../types/app.ts";
import { type CreateOptions, setUp, setUpPlain } from "./setup.ts";
import type { Checkpointer } from "../types/storage.ts";
import { GraphApp } from "./app.ts";
import { GraphRunner } from "./runner.ts";
import type { GraphTypes } from "../types/graph-types.ts";

/**
 * Checks and freezes the program once, then makes the app. `options.handlers` goes over `program.handlers`; that it is an object is what `createX` says,
 * and to be told that again would have tsc compare all handlers. @throws ConfigError
 */
export function createApp<T extends GraphTypes, Given = {}, P = Checkpointer>(
  program: Program<T["state"], T["update"]>,
  options: (AppOptions<Given> & { readonly handlers?: unknown; readonly checkpointer?: Checkpointer }) | undefined,
): AppOrRunner<T, Given, P>;
export function createApp(program: AnyProgram, options: CreateOptions = {}): object {
  const setup = setUp(program, options);
  return options.checkpointer === undefined ? new GraphRunner(setup) : new GraphApp(setup, options.checkpointer);
}

/** Makes a runner of a program that needs nothing else; a bundle that has no more than it leaves out options and all that stores threads. @throws ConfigError */
export function createRunner<T extends GraphTypes, Given = {}>(
  program: Program<T["state"], T["update"]>,
): Runner<T, Given>;
export function createRunner(program: AnyProgram): object {
  return new GraphRunner(setUpPlain(program));
}

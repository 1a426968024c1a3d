import type { AppOptions, AppOrRunner } from "../types/app.ts";
import type { Checkpointer } from "../types/storage.ts";
import type { GraphTypes } from "../types/graph-types.ts";
import type { Program } from "./program.ts";

/** Checks and freezes the program once, then makes the app. `options.handlers` goes over `program.handlers`. */
export declare function createApp<T extends GraphTypes, Given = {}, P = Checkpointer>(
  program: Program<T["state"], T["update"]>,
  options: (AppOptions<Given> & { readonly handlers?: object; readonly checkpointer?: Checkpointer }) | undefined,
): AppOrRunner<T, Given, P>;

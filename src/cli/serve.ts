import { Command, InvalidArgumentError } from "commander";
import type { Io } from "./io.ts";
import { pathsArgument } from "./options.ts";
import type { Finish } from "./finish.ts";

/** The options of `graphc serve`. */
export interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  /** A module that says what the files leave open. */
  readonly with?: string;
  readonly langgraph?: boolean;
  /** Seconds. */
  readonly grace: number;
}

export function serveCommand(io: Io, finish: Finish): Command {
  return new Command("serve")
    .summary("put graphs behind HTTP")
    .description(
      "Compiles .graph files in memory and serves their graphs over HTTP, with their threads in a SQLite file. Needs the packages @graphc/runtime, hono and @hono/node-server in your project.",
    )
    .argument(...pathsArgument)
    .option("--port <number>", "where to listen; 0: a free one", wholeNumber(65_535), 4242)
    .option("--host <address>", "who can connect; other machines need `authorize` in the module of --with", "127.0.0.1")
    .option("--database <place>", "a SQLite file, postgres://…, or :memory:", "graphc.db")
    .option("--with <module>", "what the files leave open: context, graphs, authorize, limits, …")
    .option("--langgraph", "also answer clients that were written for LangGraph")
    .option("--grace <seconds>", "how long runs have to end when the server is stopped", wholeNumber(86_400), 10)
    .addHelpText("after", examples)
    .action(async (paths: readonly string[], flags: ServeFlags) => {
      const { serve } = await import("./serve/serve.ts");
      finish(await serve(paths, flags, io));
    });
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
  };
}

const examples = `
Examples:
  graphc serve                               every graph below the current folder, on http://127.0.0.1:4242
  graphc serve support.graph                 one file; threads are kept in graphc.db
  graphc serve --with service.ts             with the context that the graphs need, as \`export const context = { model }\`
  graphc serve --database :memory:           nothing is kept
  graphc serve --database postgres://localhost/app
  graphc serve --with service.ts --host 0.0.0.0   for others, too: service.ts says by \`authorize\` who they are`;

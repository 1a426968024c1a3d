/** `graphc serve`: from files to a server that listens, and to its end. */
import type { Handler, ServiceOptions } from "@graphc/runtime/http";
import type { Listening } from "@graphc/runtime/http/node";
import { analyse, levelled } from "../../compile.ts";
import { ProjectError } from "../../project/error.ts";
import { openProject, type Project } from "../../project/project.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { exit, type ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";
import { report } from "../report.ts";
import { tellUnreadable } from "../unreadable.ts";
import type { ServeFlags } from "../serve.ts";
import { type Additions, loadAdditions } from "./additions.ts";
import { graphsIn, makersOf, type ServedGraph } from "./graphs.ts";
import { runtimeOf, type Runtime } from "./packages.ts";
import { refused } from "./refused.ts";
import { endSoon, untilStopped } from "./stop.ts";
import { openStorage, type Storage } from "./storage.ts";
import { welcome } from "./welcome.ts";

/** Serves the graphs of some files until the process is told to stop. @throws ProjectError */
export async function serve(paths: readonly string[], flags: ServeFlags, io: Io): Promise<ExitCode> {
  const project = await openProject({ folder: io.folder, patterns: paths });
  tellUnreadable(project.unreadable, io);
  const { graphs, diagnostics } = look(project, io.folder);
  if ((await report(diagnostics, "pretty", io)) === exit.findings) return exit.findings;
  const runtime = runtimeOf(graphs[0]?.file ?? io.folder, flags.database);
  const additions = await loadAdditions(flags.with, io.folder);
  const makers = await makersOf(graphs, additions, io.folder);
  const storage = await openStorage(runtime, flags.database, io.folder);
  try {
    const handler = await handlerOf({ runtime, makers, additions, storage }, flags, io);
    const listening = await listen(runtime, handler, flags);
    welcome({ url: listening.url, handler, graphs, place: storage.place }, io);
    await untilStopped(listening, handler, flags.grace, io);
  } finally {
    await storage.close();
  }
  endSoon();
  return exit.ok;
}

/** The graphs of the files that were named, and what is found in these and in those that they import. */
function look(
  project: Project,
  folder: string,
): { readonly graphs: readonly ServedGraph[]; readonly diagnostics: readonly Diagnostic[] } {
  if (project.problems.length > 0) return { graphs: [], diagnostics: project.problems };
  const { checked, diagnostics } = analyse(project.sources);
  const named = checked.filter(({ module }) => project.named.has(module.source.path));
  return {
    graphs: named.flatMap(({ module }) => graphsIn(module, folder)),
    diagnostics: levelled(diagnostics, project.levelOf),
  };
}

interface Parts {
  readonly runtime: Runtime;
  readonly makers: ServiceOptions["graphs"];
  readonly additions: Additions;
  readonly storage: Storage;
}

async function handlerOf(
  { additions, makers: graphs, runtime, storage: { checkpointer, store } }: Parts,
  { langgraph }: ServeFlags,
  { stderr }: Io,
): Promise<Handler> {
  const { createHandler } = await runtime.http();
  const protocols = langgraph === true ? [(await runtime.langgraph()).langGraph()] : [];
  const { context: _context, graphs: _graphs, ...options } = additions;
  const onError: ServiceOptions["onError"] = (error, { graph, request, threadId }) => {
    const about = [graph, threadId, request].filter((part) => part !== undefined).join(" ");
    stderr.write(`graphc: ${about}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
  try {
    return createHandler({ store, onError, ...options, checkpointer, graphs, protocols });
  } catch (error) {
    throw refused(error);
  }
}

async function listen(runtime: Runtime, handler: Handler, { host, port }: ServeFlags): Promise<Listening> {
  const { serve: listenFor } = await runtime.node();
  try {
    return await listenFor(handler, { hostname: host, port });
  } catch (error) {
    throw listeningError(error, host, port);
  }
}

function listeningError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new ProjectError(`port ${port} is taken; name another with --port, or --port 0 for a free one`);
    case "EACCES":
      return new ProjectError(`port ${port} is not for everybody; name one above 1023 with --port`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ProjectError(`this machine has no address \`${host}\`; name one of its own with --host`);
    default:
      return refused(error, {
        hostname: `others can reach \`${host}\`, and nothing says who they are: export \`authorize\` from the module of --with, or leave --host out to serve this machine alone`,
      });
  }
}

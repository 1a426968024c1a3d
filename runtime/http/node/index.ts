/** `@graphc/runtime/http/node`: listens for a handler in Node. Needs the package `@hono/node-server`. */
import { createAdaptorServer } from "@hono/node-server";
import { ConfigError } from "../../errors.ts";
import type { Handler } from "../native/handler.ts";
import { isLoopbackName } from "../service/authorize.ts";

export interface ServeOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Where to listen. Default: `127.0.0.1`, which this machine alone can reach; any other address needs `authorize`. */
  readonly hostname?: string;
  /** How many milliseconds a client may take to send a request; its head, a third of that. Who takes longer is answered with 408. Default: 30,000. */
  readonly patience?: number;
  /** So many connections at once; more are closed when they come. Default: 10,000. */
  readonly connections?: number;
}

/** A server that listens. */
export interface Listening {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more connections, shuts the handler down as its `shutdown` does, and closes the connections that are left. A second call waits for the first.
   */
  close(within?: number): Promise<void>;
}

/** What a response that is on its way has left to arrive once all runs have ended, in milliseconds. */
const parting = 1000;

/**
 * Listens and resolves once it does.
 * @throws ConfigError if an option is senseless, or the handler asks nobody who they are and `hostname` can be reached from elsewhere; the system's error if the port cannot be had
 */
export async function serve(handler: Handler, options: ServeOptions = {}): Promise<Listening> {
  const { connections = 10_000, hostname = "127.0.0.1", patience = 30_000, port = 0 } = options;
  checkPositive({ connections, patience });
  if (!handler.service.isPublic && !isLoopbackName(hostname)) {
    throw new ConfigError({
      graph: "",
      option: "hostname",
      problem: `is "${hostname}", which others can reach, and there is no "authorize" to say who they are. Give one, or listen on 127.0.0.1.`,
    });
  }
  const server = createAdaptorServer({
    fetch: handler.fetch,
    serverOptions: {
      headersTimeout: Math.ceil(patience / 3),
      requestTimeout: patience,
      connectionsCheckingInterval: Math.ceil(patience / 15),
    },
  });
  server.maxConnections = connections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => resolve());
  });
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  let closed: Promise<void> | undefined;
  return Object.freeze({
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${taken}`,
    port: taken,
    close: (within?: number) => (closed ??= close(within)),
  });

  async function close(within: number | undefined): Promise<void> {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    await handler.shutdown(within);
    const timer = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), parting);
    await ended;
    clearTimeout(timer);
  }
}

function checkPositive(options: { readonly [option: string]: number }): void {
  for (const [option, value] of Object.entries(options)) {
    if (value > 0 && value < 2 ** 31) continue;
    throw new ConfigError({ graph: "", option, problem: "must be a number greater than 0." });
  }
}

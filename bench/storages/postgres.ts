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
  return {
    variants: [
      {
        name: "settings as they come",
        hand: async () => async (rows) => {
          const thread = `hand${threads++}`;
          for (let n = 0; n < rows; n++) {
            await pool.query({
              name: "insert",
              text: "insert into hand values ($1, $2, $3)",
              values: [thread, n, body],
            });
          }
        },
        open: () => opened(url),
      },
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

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import Database from "better-sqlite3";
import type { Storage, Variant } from "./storage.ts";

/** Files in a new folder. The loop by hand uses better-sqlite3, with a write-ahead log and the same `synchronous`. */
export function sqlite(): Storage {
  const folder = mkdtempSync(join(tmpdir(), "graphc-bench-"));
  let files = 0;
  const fresh = (): string => join(folder, `${files++}.db`);
  const main = fresh();
  const variant = (synchronous: "NORMAL" | "FULL"): Variant => ({
    name: `synchronous = ${synchronous}`,
    async hand() {
      const database = new Database(fresh());
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
      database.exec("CREATE TABLE step (id INTEGER PRIMARY KEY, body TEXT)");
      const insert = database.prepare("INSERT INTO step (body) VALUES (?)");
      const body = "x".repeat(300);
      return (rows) => {
        for (let n = 0; n < rows; n++) insert.run(body);
      };
    },
    open: async () => new SqliteCheckpointer({ path: fresh(), synchronous }),
  });
  return {
    variants: [variant("NORMAL"), variant("FULL")],
    open: async () => new SqliteCheckpointer(main),
    async bytes() {
      const database = new Database(main);
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      database.close();
      return statSync(main).size;
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { StorageError, type StorageProblem } from "../errors.ts";

/** What SQLite's result codes mean for who stores threads. */
const problems: { readonly [code: string]: StorageProblem } = {
  5: "busy",
  BUSY: "busy",
  6: "busy",
  LOCKED: "busy",
  8: "read-only",
  READONLY: "read-only",
  11: "corrupt",
  CORRUPT: "corrupt",
  13: "full",
  FULL: "full",
  14: "unreachable",
  CANTOPEN: "unreachable",
  26: "foreign",
  NOTADB: "foreign",
};

/** SQLite's own number (as `node:sqlite` tells it) or name (as better-sqlite3 does) of the primary result code; `undefined` if it is no error of SQLite. */
export function resultCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (typeof errcode === "number") return `${errcode & 0xff}`;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code.split("_")[1] : undefined;
}

/** An error of the driver in words; what is no error of SQLite stays as it is. */
export function storageError(path: string, error: unknown): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  return new StorageError({ storage: `SQLite database "${path}"`, problem: problems[code] ?? "failed", cause: error });
}

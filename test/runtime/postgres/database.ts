import { inject } from "vitest";
import { makeDatabase } from "./server.ts";

/** The connection string of an empty database of the PostgreSQL that this test run shares. */
export async function database(): Promise<string> {
  const response = await fetch(inject("postgres"));
  const text = await response.text();
  if (!response.ok) throw new Error(`PostgreSQL did not start: ${text}`);
  return makeDatabase(Number(text));
}

import { literal } from "./quote.ts";

/**
 * Plans are made once a connection and kept, for tables that may be empty then and large later: so they must not be made for what the tables hold at
 * that moment.
 */
const settings = "set plan_cache_mode = force_generic_plan set enable_seqscan = off";

/** A function in PL/pgSQL. */
export function define(schema: string, head: string, body: string): string {
  return `create or replace function ${schema}.${head} language plpgsql ${settings} as ${literal(body)};\n`;
}

import { literal } from "./quote.ts";

/**
 * Plans are made once a connection and kept, for tables that may be empty then and large later, so nothing may depend on what the tables hold at that
 * moment: everything is found through indexes, row by row.
 */
const settings = [
  "plan_cache_mode = force_generic_plan",
  "enable_seqscan = off",
  "enable_bitmapscan = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
];

/** A function in PL/pgSQL that may write. */
export function define(schema: string, head: string, body: string): string {
  return `create or replace function ${schema}.${head} language plpgsql ${settings.map((one) => `set ${one}`).join(" ")} as ${literal(body)};\n`;
}

/** A function in PL/pgSQL that only reads: being stable, all its queries see the tables as the first does, whatever others do meanwhile. */
export function defineReading(schema: string, head: string, body: string): string {
  return define(schema, `${head} stable`, body);
}

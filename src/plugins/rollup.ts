/** graphc for Rollup. */
import type { Plugin } from "rollup";
import { plugin } from "./plugin.ts";

/** Compiles `.graph` files where they are imported: `plugins: [graphc()]`. It has no options; `graphc.config.ts` has those of the graphs. */
export const graphc: () => Plugin = plugin.rollup;

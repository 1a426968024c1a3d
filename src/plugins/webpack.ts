/** graphc for webpack. */
import type { WebpackPluginInstance } from "webpack";
import { plugin } from "./plugin.ts";

/** Compiles `.graph` files where they are imported: `plugins: [graphc()]`. It has no options; `graphc.config.ts` has those of the graphs. */
export const graphc: () => WebpackPluginInstance = plugin.webpack;

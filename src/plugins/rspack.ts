/** graphc for Rspack. */
import type { RspackPluginInstance } from "@rspack/core";
import { plugin } from "./plugin.ts";

/** Compiles `.graph` files where they are imported: `plugins: [graphc()]`. It has no options; `graphc.config.ts` has those of the graphs. */
export const graphc: () => RspackPluginInstance = plugin.rspack;

/** graphc for Vite, and for what is built on it, such as Vitest. */
import type { Plugin } from "vite";
import { plugin } from "./plugin.ts";

/** Compiles `.graph` files where they are imported: `plugins: [graphc()]`. It has no options; `graphc.config.ts` has those of the graphs. */
export const graphc: () => Plugin = plugin.vite;

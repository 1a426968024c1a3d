/** What `graphc.config.ts` may say. Loads nothing else, so that a configuration is read quickly. */
import type { Code } from "../../diagnostics/diagnostic.ts";
import type { ImportEnding } from "../extensions.ts";

/**
 * What becomes of a graph: a TypeScript module (`x.graph.ts`), or JavaScript with declarations beside it (`x.graph.js`, `x.graph.d.ts`) for those who
 * import what they do not compile.
 */
export type Emission = "ts" | "js";

/** What a warning counts as; `off` is not reported. */
export type Level = "error" | "warning" | "off";

/** Levels by the codes of warnings. */
export type Warnings = Readonly<Partial<Record<Code, Level>>>;

/** Options for the graphs below the folder of the configuration. All of them can be left out; paths and globs start from that folder. */
export interface GraphcConfig {
  /** Globs of the graphs that are found when a folder is searched. Default: every `.graph` file but those below `node_modules`, `dist` and folders with a leading dot. */
  readonly include?: readonly string[];
  /** Globs of those that are left out. A file that is named on the command line is never left out. */
  readonly exclude?: readonly string[];
  /** Where modules go, in the folders of their sources. Default: beside their sources. */
  readonly outDir?: string;
  /** Default: `ts`. */
  readonly emit?: Emission;
  /** How relative imports end in modules. Default: what the nearest `tsconfig.json` asks for. */
  readonly importExtensions?: ImportEnding;
  /** What single warnings count as: `{ G406: "off" }`. Errors stay errors. */
  readonly warnings?: Warnings;
}

/** Returns the configuration as it is; an editor knows the options by it. */
export function defineConfig(config: GraphcConfig): GraphcConfig {
  return config;
}

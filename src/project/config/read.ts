import { dirname } from "node:path";
import { G901 } from "../../diagnostics/catalogue/g9.ts";
import { reporter, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { defineConfig } from "./config.ts";
import { failure, ProcessExit } from "./failure.ts";
import type { Settings } from "./settings.ts";
import { validate, type Validated } from "./validate.ts";

export type Read = { readonly settings: Settings } | { readonly diagnostics: readonly Diagnostic[] };

export interface ReadOptions {
  /** The folder in which translated configurations are kept; without it, they are translated at each start. */
  readonly cacheFolder?: string;
}

/** Runs a configuration and checks what it exports. Each call runs it, and what it imports, anew. */
export async function readConfig(source: Source, file: string, options: ReadOptions = {}): Promise<Read> {
  const found = await run(source, file, options);
  if ("settings" in found) return found;
  const { locate } = await import("./locate.ts");
  const diagnostics: Diagnostic[] = [];
  const report = reporter(source, diagnostics);
  for (const { message, at } of found.problems) report(message, locate(source, at));
  return { diagnostics };
}

async function run(source: Source, file: string, { cacheFolder }: ReadOptions): Promise<Validated> {
  const { createJiti } = await import("jiti");
  const entry = { defineConfig };
  const jiti = createJiti(file, {
    fsCache: cacheFolder ?? false,
    moduleCache: false,
    interopDefault: false,
    // A configuration needs no compiler, and none that is installed beside it.
    virtualModules: { graphc: entry, "graphc/config": entry },
  });
  const { exit } = process;
  process.exit = () => {
    throw new ProcessExit();
  };
  try {
    const exported: unknown = await jiti.evalModule(source.text, {
      filename: file,
      id: file,
      ext: file.slice(file.lastIndexOf(".")),
      async: true,
      // Node would give JavaScript that it has imported before, whatever the file says by now.
      forceTranspile: true,
    });
    if (!isObject(exported) || !("default" in exported))
      return { problems: [{ message: G901.noDefault(), at: { kind: "whole" } }] };
    return validate(exported["default"], file, dirname(file));
  } catch (error) {
    return { problems: [failure(error, file)] };
  } finally {
    process.exit = exit;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

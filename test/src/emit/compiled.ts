import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, type CompiledModule, type CompileOptions } from "../../../src/compile.ts";
import type { Source } from "../../../src/source/source.ts";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const golden = fileURLToPath(new URL("../../golden/", import.meta.url));

/** The fixtures of the golden folder. */
export function fixtures(): readonly Source[] {
  const names = readdirSync(golden).filter((name) => name.endsWith(".graph"));
  return names.map((path) => ({ path, text: readFileSync(golden + path, "utf8") }));
}

/** The modules of some sources, which must have no errors. */
export async function modulesOf(
  sources: string | readonly Source[],
  options: CompileOptions = {},
): Promise<readonly CompiledModule[]> {
  const { modules, diagnostics } = await compile(sources, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const texts = errors.map(
      ({ code, message, source, span }) => `${code} ${message}: ${source.text.slice(span.start, span.end)}`,
    );
    throw new Error(texts.join("\n"));
  }
  return modules;
}

/** The text of the module of one source. */
export async function moduleOf(source: string): Promise<string> {
  const [module] = await modulesOf(source);
  return module?.text ?? "";
}

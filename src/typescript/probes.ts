/** What is added to a module so that the checks can ask for all that the imported modules export. */
import type { ImportSymbol, Module } from "../bind/symbols.ts";

/** The names that are imported from TypeScript, and not from `.graph` files. */
export function typescriptImports({ imports }: Module): readonly ImportSymbol[] {
  return [...imports.values()].filter(({ specifier }) => !specifier.endsWith(".graph"));
}

/** The modules that a file imports from, each once. */
export function probedSpecifiers(module: Module): readonly string[] {
  return [...new Set(typescriptImports(module).map(({ specifier }) => specifier))];
}

/** No name of the language begins so. */
export function probeName(index: number): string {
  return `__graphc${index}`;
}

/** The imports to add. `rewriteImport` is that of the module. */
export function probesText(module: Module, rewriteImport: (specifier: string) => string): string {
  return probedSpecifiers(module)
    .map(
      (specifier, index) => `import type * as ${probeName(index)} from ${JSON.stringify(rewriteImport(specifier))};\n`,
    )
    .join("");
}

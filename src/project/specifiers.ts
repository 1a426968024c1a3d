import type { ImportEnding } from "./extensions.ts";

const endings = /(?:\.d)?\.([mc]?)tsx?$/;

/**
 * The import of a TypeScript file with the ending that the project needs. Only `.ts`, `.tsx` and declaration files are renamed; `.mts` and `.cts` always
 * need an ending. A module made from a `.graph` file keeps `.js` where others have none: without it, a bundler would find the `.graph` file itself.
 */
export function withEnding(specifier: string, ending: ImportEnding): string {
  const match = endings.exec(specifier);
  if (ending === "ts" || !match) return specifier;
  const stem = specifier.slice(0, match.index);
  const kind = match[1] ?? "";
  return ending === "js" || kind !== "" || stem.endsWith(".graph") ? `${stem}.${kind}js` : stem;
}

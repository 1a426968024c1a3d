/** A checked module as JavaScript, with a source map that leads into its source. */
import { posix } from "node:path";
import type { Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { edited, relaid } from "./edits.ts";
import { emitUnformatted } from "./emit.ts";
import { typeEdits } from "./erase.ts";
import { layOut } from "./lay-out.ts";
import type { EmitOptions } from "./module-scope.ts";
import { Origins } from "./origins.ts";
import type { Traced } from "./origins.ts";
import { sourceMap } from "./source-map.ts";
import type { SourceMap } from "./source-map.ts";

export interface JavaScriptOptions extends Pick<EmitOptions, "rewriteImport" | "runtime"> {
  /** Whether people read it. Laying it out takes most of the time, and programs do not need it. */
  readonly readable: boolean;
  /** What the map calls the source with this path. Default: its path from the folder of the module's own source. */
  readonly nameOf?: (path: string) => string;
}

export interface JavaScript {
  readonly code: string;
  readonly map: SourceMap;
}

/**
 * The module as JavaScript. `map` leads from each expression to its place in the `.graph` file, from what else a node consists of to the node, and from the
 * rest to the graph or the type that it is for.
 */
export async function emitJavaScript(module: Module, typing: Typing, options: JavaScriptOptions): Promise<JavaScript> {
  const { path } = module.source;
  const { nameOf = (other: string): string => posix.relative(posix.dirname(path), other) } = options;
  const typeScript = traced(module, typing, { rewriteImport: toJavaScript, ...options });
  const plain = edited(typeScript, typeEdits(typeScript.text));
  const made = options.readable ? relaid(plain, await layOut(plain.text, "babel"), "module.js") : plain;
  return { code: made.text, map: sourceMap(made, `${path}.js`, nameOf) };
}

function toJavaScript(specifier: string): string {
  return specifier.endsWith(".graph") ? `${specifier}.js` : specifier;
}

/** The module as TypeScript without layout, and where it comes from: from nowhere, if a source has the very characters that would say it. */
function traced(module: Module, typing: Typing, options: EmitOptions): Traced {
  const origins = new Origins();
  const marked = emitUnformatted(module, typing, { ...options, origins });
  return origins.areReliable
    ? origins.takeOut(marked)
    : { text: emitUnformatted(module, typing, options), origins: [] };
}

/** A checked module as JavaScript and as declarations, both with source maps that lead into its source. */
import { posix } from "node:path";
import type { Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { edited, prefixed, relaid } from "./edits.ts";
import { emitUnformatted, emitUnformattedDeclarations } from "./emit.ts";
import { typeEdits, unusedImports } from "./erase.ts";
import { withOrigin } from "./header.ts";
import { layOut } from "./lay-out.ts";
import type { EmitOptions } from "./module-scope.ts";
import { Origins } from "./origins.ts";
import type { Traced } from "./origins.ts";
import { sourceMap } from "./source-map.ts";
import type { SourceMap } from "./source-map.ts";

export interface MappedOptions extends Pick<EmitOptions, "rewriteImport" | "runtime"> {
  /** What maps call the source with this path. Default: its path from the folder of the module's own source. */
  readonly nameOf?: (path: string) => string;
}

/** A text and the map that leads from it into `.graph` files. */
export interface Mapped {
  readonly text: string;
  readonly map: SourceMap;
}

/**
 * The module as JavaScript for programs that read it at once. Its map leads from each expression to its place in the `.graph` file, from what else a node
 * consists of to the node, and from the rest to the graph or the type that it is for.
 */
export function emitScript(module: Module, typing: Typing, options: MappedOptions = {}): Mapped {
  return mapped(untyped(module, typing, options), module, `${module.source.path}.js`, options);
}

/** The same as people read it: laid out, and with a first line that says where it is from. */
export async function emitJavaScript(module: Module, typing: Typing, options: MappedOptions = {}): Promise<Mapped> {
  const script = untyped(module, typing, options);
  const traced = relaid(script, await layOut(script.text, "babel"), "module.js");
  return mapped(headed(traced, module), module, `${module.source.path}.js`, options);
}

/** The types of the module. The map leads from each name to where the `.graph` file declares what it is of. */
export async function emitDeclarations(module: Module, typing: Typing, options: MappedOptions = {}): Promise<Mapped> {
  const all = traced(emitUnformattedDeclarations, module, typing, options);
  const used = edited(all, unusedImports(all.text));
  const laidOut = relaid(used, await layOut(used.text, "babel-ts"), "module.d.ts");
  const { text, map } = mapped(headed(laidOut, module), module, `${module.source.path}.d.ts`, options);
  // TypeScript does not follow maps that hold the sources.
  return { text, map: withoutContent(map) };
}

function withoutContent({ sourcesContent: _content, ...map }: SourceMap): SourceMap {
  return map;
}

function untyped(module: Module, typing: Typing, options: MappedOptions): Traced {
  const typeScript = traced(emitUnformatted, module, typing, options);
  return edited(typeScript, typeEdits(typeScript.text));
}

/** A text, and where it comes from: from nowhere, if a source has the very characters that would say it. */
function traced(print: typeof emitUnformatted, module: Module, typing: Typing, options: EmitOptions): Traced {
  const origins = new Origins();
  const all = { rewriteImport: toJavaScript, ...options };
  const marked = print(module, typing, { ...all, origins });
  return origins.areReliable ? origins.takeOut(marked) : { text: print(module, typing, all), origins: [] };
}

function toJavaScript(specifier: string): string {
  return specifier.endsWith(".graph") ? `${specifier}.js` : specifier;
}

function headed(traced: Traced, { source }: Module): Traced {
  return prefixed(traced, withOrigin(source.path, traced.text).slice(0, -traced.text.length));
}

function mapped(traced: Traced, { source }: Module, file: string, options: MappedOptions): Mapped {
  const { nameOf = (path: string): string => posix.relative(posix.dirname(source.path), path) } = options;
  return { text: traced.text, map: sourceMap(traced, file, nameOf) };
}

/** The forms that a module can have, and the files that it becomes. */
import { posix } from "node:path";
import type { Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { emit } from "./emit.ts";
import { withOrigin } from "./header.ts";
import type { MappedOptions } from "./javascript.ts";
import type { EmitOptions } from "./module-scope.ts";
import type { SourceMap } from "./source-map.ts";

/**
 * What a module is written in. `ts`: TypeScript. `js`: JavaScript, with declarations beside it. `script`: JavaScript for programs that read it at once, such
 * as bundlers, in a fraction of the time: without layout, types and header.
 */
export type Form = "ts" | "js" | "script";

/** One of the files that a source becomes. */
export interface ModuleFile {
  /** What stands behind the name of the source without `.graph`: `.graph.ts`, `.d.graph.ts`. */
  readonly ending: string;
  readonly text: string;
}

/** A module in one of its forms. */
export interface Formed {
  /** The path of the source with `.ts` or `.js` behind. */
  readonly path: string;
  readonly text: string;
  /** Leads from the text into the sources. Only of JavaScript. */
  readonly map?: SourceMap;
  /** All files that the module needs, the one with the text first. */
  readonly files: readonly ModuleFile[];
}

export interface FormOptions extends EmitOptions, MappedOptions {
  /** Whether TypeScript is to find the types for `import "./x.graph"`, with its option `allowArbitraryExtensions`. Of `js` it always does. */
  readonly importable?: boolean;
}

export async function emitAs(form: Form, module: Module, typing: Typing, options: FormOptions): Promise<Formed> {
  const { path } = module.source;
  if (form === "ts") {
    const text = await emit(module, typing, options);
    const files = [{ ending: ".graph.ts", text }, ...(options.importable ? [importableFile(path)] : [])];
    return { path: `${path}.ts`, text, files };
  }
  const { emitScript, emitJavaScript, emitDeclarations } = await import("./javascript.ts");
  if (form === "script") {
    const { text, map } = emitScript(module, typing, options);
    return { path: `${path}.js`, text, map, files: [{ ending: ".graph.js", text }] };
  }
  const script = await emitJavaScript(module, typing, options);
  const types = await emitDeclarations(module, typing, options);
  const text = withMap(script.text, `${path}.js`);
  const files = [
    { ending: ".graph.js", text },
    { ending: ".graph.js.map", text: jsonText(script.map) },
    { ending: ".graph.d.ts", text: withMap(types.text, `${path}.d.ts`) },
    { ending: ".graph.d.ts.map", text: jsonText(types.map) },
    importableFile(path),
  ];
  return { path: `${path}.js`, text, map: script.map, files };
}

function withMap(text: string, file: string): string {
  return `${text}//# sourceMappingURL=${encodeURI(posix.basename(file))}.map\n`;
}

function jsonText(map: SourceMap): string {
  return `${JSON.stringify(map)}\n`;
}

/** What TypeScript reads for `import "./x.graph"`. `.js` finds the module whatever it is written in. */
function importableFile(path: string): ModuleFile {
  const text = `export * from ${JSON.stringify(`./${posix.basename(path)}.js`)};\n`;
  return { ending: ".d.graph.ts", text: withOrigin(path, text) };
}

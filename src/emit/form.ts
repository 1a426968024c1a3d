/** The forms that a module can have. */
import type { Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { emit } from "./emit.ts";
import type { EmitOptions } from "./module-scope.ts";
import type { SourceMap } from "./source-map.ts";

/**
 * What a module is written in. `ts`: TypeScript. `script`: JavaScript for programs that read it at once, such as bundlers, in half of the time: without
 * layout, types and header.
 */
export type Form = "ts" | "script";

/** A module in one of its forms. */
export interface Formed {
  /** The path of the source with `.ts` or `.js` behind. */
  readonly path: string;
  readonly text: string;
  /** Leads from the text into the sources. Only of JavaScript. */
  readonly map?: SourceMap;
}

export async function emitAs(form: Form, module: Module, typing: Typing, options: EmitOptions): Promise<Formed> {
  const { path } = module.source;
  if (form === "ts") return { path: `${path}.ts`, text: await emit(module, typing, options) };
  const { emitJavaScript } = await import("./javascript.ts");
  const { code, map } = await emitJavaScript(module, typing, { ...options, readable: false });
  return { path: `${path}.js`, text: code, map };
}

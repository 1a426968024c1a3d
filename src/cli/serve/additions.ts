/** What the files leave open, as a module of the user's says it. */
import type { ServiceOptions } from "@graphc/runtime/http";
import { resolve } from "node:path";
import { ProjectError } from "../../project/error.ts";
import { loadModule } from "./load.ts";

/** The exports of the module: what `createHandler` takes, but for the checkpointer, which `--database` names. */
export interface Additions extends Partial<Omit<ServiceOptions, "checkpointer">> {
  /** The context of every graph that is made from a file alone. */
  readonly context?: object;
}

const known = {
  context: "object",
  graphs: "object",
  authorize: "function",
  limits: "object",
  store: "object",
  cache: "object",
  hooks: "object",
  exposeErrors: "boolean",
  onError: "function",
} as const satisfies { readonly [name in keyof Required<Additions>]: string };

/** @param file Relative to the folder, or absent: then nothing is added. @throws ProjectError */
export async function loadAdditions(file: string | undefined, folder: string): Promise<Additions> {
  if (file === undefined) return {};
  const found = await loadModule(resolve(folder, file), folder);
  for (const [name, value] of Object.entries(found)) {
    const expected: unknown = Object.hasOwn(known, name) ? Reflect.get(known, name) : undefined;
    if (expected === undefined) {
      throw new ProjectError(
        `\`${file}\` exports \`${name}\`, which says nothing to a server; it can export ${Object.keys(known).join(", ")}`,
      );
    }
    if (typeof value !== expected || value === null) {
      throw new ProjectError(
        `\`${file}\` exports \`${name}\`, which must be ${expected === "object" ? "an" : "a"} ${expected}`,
      );
    }
  }
  return found;
}

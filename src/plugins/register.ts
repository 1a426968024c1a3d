/** `node --import graphc/register main.ts`: Node imports `.graph` files, and TypeScript where it cannot read it itself. */
import * as nodeModule from "node:module";
import { extname } from "node:path";
import { inThread, type LoadHookSync } from "./node/in-thread.ts";

/** A file beside this one, in the sources as in what is built. */
function beside(name: string): URL {
  return new URL(`./node/${name}${extname(import.meta.url)}`, import.meta.url);
}

/** What newer versions of Node have in place of `register`. */
interface Hooks {
  readonly registerHooks?: (hooks: { readonly load: LoadHookSync }) => unknown;
}

const { registerHooks } = nodeModule as typeof nodeModule & Hooks;
if (registerHooks) registerHooks({ load: inThread(beside("worker")) });
else nodeModule.register(beside("hooks"));

/** The hooks of a Node that runs them in a thread of their own (`module.register`). */
import type { LoadHook } from "node:module";
import { isForeign, moduleOf } from "./answer.ts";
import { isGraph, isTypeScript, loader } from "./load.ts";

const ours = loader();

export const load: LoadHook = async (url, context, nextLoad) => {
  if (isGraph(url)) return moduleOf(await ours(url));
  if (!isTypeScript(url)) return nextLoad(url, context);
  try {
    return await nextLoad(url, context);
  } catch (error) {
    if (!isForeign(error)) throw error;
    return moduleOf(await ours(url));
  }
};

import { createRequire } from "node:module";

/**
 * ts-morph, loaded when it is needed. By `require`: an `import` of a CommonJS module reads all of its text once more to learn what it exports, 13 MB of
 * it here.
 */
export function tsMorph(): typeof import("ts-morph") {
  return createRequire(import.meta.url)("ts-morph") as typeof import("ts-morph");
}

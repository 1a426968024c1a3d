import type { Context } from "./context.ts";

/** A function that the user wrote for a node. Its result is not known to be anything before it is checked. */
export type Handler = (state: object, context: Context) => unknown;

/** Whether a handler's result comes later. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value instanceof Promise ||
    (typeof value === "object" && value !== null && "then" in value && typeof value.then === "function")
  );
}

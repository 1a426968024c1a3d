const going: unique symbol = Symbol.for("@graphc/runtime.goto");

/**
 * An update together with where to go; what a handler in front of `goto { … }` returns. In front of `goto [ … ]` the target is a list:
 * `Goto<readonly ("sales" | "refunds")[], Update>`.
 */
export interface Goto<Target extends string | readonly string[], Update = {}> {
  readonly [going]: true;
  readonly target: Target;
  readonly update: Update;
}

/** Goes to `target` after `update`: `return goto("sales", { messages })`. A list goes to all of its targets at once. */
export function goto<const Target extends string | readonly string[]>(target: Target): Goto<Target>;
export function goto<const Target extends string | readonly string[], Update extends object>(
  target: Target,
  update: Update,
): Goto<Target, Update>;
export function goto(
  target: string | readonly string[],
  update: object = {},
): Goto<string | readonly string[], object> {
  return { [going]: true, target, update };
}

/** Whether a handler's result says where to go. */
export function isGoto(result: unknown): result is Goto<string | readonly string[], object> {
  return typeof result === "object" && result !== null && going in result;
}

const replacement: unique symbol = Symbol.for("@graphc/runtime.replacement");

/** A value that takes a reduced field's place instead of being folded into it. */
export interface Replacement<V> {
  readonly [replacement]: true;
  readonly value: V;
}

/** Replaces a reduced field: `return { log: set([]) }`. */
export function set<const V>(value: V): Replacement<V> {
  return { [replacement]: true, value };
}

/** Whether an update replaces the field instead of being folded into it. */
export function isReplacement(update: unknown): update is Replacement<unknown> {
  return typeof update === "object" && update !== null && replacement in update;
}

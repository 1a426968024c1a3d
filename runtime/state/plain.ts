/** An object with members that can be read as unknown: what a plain object is to code that does not know its type. */
export type Members = { readonly [key: string]: unknown };

/** Arrays from this length on are remembered once they are known to be storable and frozen; shorter ones are walked again, which is faster. */
export const worthRemembering = 64;

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object literal, or one without a prototype; not an array and not an instance of a class. */
export function isPlain(value: unknown): value is Members {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isForeignRoot(prototype);
}

/** Whether a value is an array and not an instance of a class derived from it. `Array.prototype` is an array, also that of another realm. */
export function isArray(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Array.prototype || Array.isArray(prototype);
}

/** `Object.prototype` of another realm: a frame, a worker's context, a test runner's sandbox. */
function isForeignRoot(prototype: unknown): boolean {
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "isPrototypeOf")
  );
}

/** Sets an own member, whatever its name is: assigning to `__proto__` would change the prototype. */
export function setOwn(target: { [key: string]: unknown }, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

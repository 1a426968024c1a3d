import { keepAny, reportJson } from "./storable.ts";
import { mismatch, Type } from "./type.ts";

/**
 * Any value that can be stored: JSON, and within it dates, bytes, bigints and all numbers. Members of objects that are `undefined` are left
 * out. For what no type is known of: payloads, arguments, results of `once`.
 */
export const storable = /* @__PURE__ */ new Type<unknown, false>({
  label: () => "a value",
  keep: keepAny,
  report(value, path, findings) {
    if (value === undefined) mismatch("a value", value, path, findings);
    else reportJson(value, path, findings, isExtra);
  },
  json: () => ({}),
  optional: false,
  fragile: () => true,
});

/** What can be stored although it is no JSON. */
function isExtra(value: unknown): boolean {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof Uint8Array) return true;
  return value instanceof Date && !Number.isNaN(value.getTime());
}

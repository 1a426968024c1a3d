import { isArray, isPlain, setOwn } from "./plain.ts";
import { date } from "./scalars.ts";
import { deepest, reportJson } from "./storable.ts";
import { mismatch, refused, Type } from "./type.ts";

/**
 * Any value that can be stored: JSON, and within it dates, bytes, bigints and all numbers. Members of objects that are `undefined` are left
 * out. For what no type is known of: payloads, arguments, results of `once`.
 */
export const storable = /* @__PURE__ */ new Type<unknown, false>({
  label: () => "a value",
  keep: (value) => keepAny(value, 0),
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

function keepAny(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "number":
    case "bigint":
      return value;
    case "object":
      if (value === null) return value;
      return depth === deepest ? refused : keepObject(value, depth + 1);
    default:
      return refused;
  }
}

function keepObject(value: object, depth: number): unknown {
  if (isArray(value)) return keepElements(value, depth);
  if (value instanceof Date) return date.keep(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (!isPlain(value) || Object.getOwnPropertySymbols(value).length > 0) return refused;
  let copy: { [key: string]: unknown } | undefined;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) {
      copy ??= { ...value };
      delete copy[key];
      continue;
    }
    const kept = keepAny(member, depth);
    if (kept === refused) return refused;
    if (kept !== member && kept === kept) setOwn((copy ??= { ...value }), key, kept);
  }
  return Object.freeze(copy ?? value);
}

function keepElements(value: readonly unknown[], depth: number): unknown {
  let copy: unknown[] | undefined;
  for (let i = 0; i < value.length; i++) {
    const kept = keepAny(value[i], depth);
    if (kept === refused) return refused;
    if (kept !== value[i] && kept === kept) (copy ??= [...value])[i] = kept;
  }
  return Object.freeze(copy ?? value);
}

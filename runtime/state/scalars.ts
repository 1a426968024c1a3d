import type { Json } from "../types/graph-types.ts";
import { found } from "./found.ts";
import { keepJson, reportJson } from "./storable.ts";
import { type JsonSchema, mismatch, refused, Type } from "./type.ts";

const isFragile = (): boolean => true;
const isFrozen = (): boolean => false;

/** A type without parts whose values are immutable. `keep` is written out for each: a test passed to it would be one more call for each value. */
function leaf<V>(label: string, keep: (value: unknown) => unknown, json: JsonSchema): Type<V, false> {
  return new Type<V, false>({ label: () => label, keep, json: () => json, optional: false, fragile: isFrozen });
}

export const string = /* @__PURE__ */ leaf<string>("string", (value) => (typeof value === "string" ? value : refused), {
  type: "string",
});

export const boolean = /* @__PURE__ */ leaf<boolean>(
  "boolean",
  (value) => (typeof value === "boolean" ? value : refused),
  { type: "boolean" },
);

/** Any number, also `NaN` and the infinities. */
export const number = /* @__PURE__ */ leaf<number>("number", (value) => (typeof value === "number" ? value : refused), {
  type: "number",
});

export const int = /* @__PURE__ */ leaf<number>("int", (value) => (Number.isInteger(value) ? value : refused), {
  type: "integer",
});

export const bigint = /* @__PURE__ */ leaf<bigint>("bigint", (value) => (typeof value === "bigint" ? value : refused), {
  type: "string",
  pattern: "^-?[0-9]+$",
});

/** A valid date; it is copied, since dates cannot be frozen. */
export const date = /* @__PURE__ */ new Type<Date, false>({
  label: () => "date",
  keep: (value) => {
    if (!(value instanceof Date)) return refused;
    const time = value.getTime();
    return Number.isNaN(time) ? refused : new Date(time);
  },
  report(value, path, findings) {
    if (!(value instanceof Date)) mismatch("date", value, path, findings);
    else if (Number.isNaN(value.getTime())) {
      findings.push({
        message: "cannot be stored: found an invalid Date",
        path,
        reason: "unstorable",
        found: found(value),
      });
    }
  },
  json: () => ({ type: "string", format: "date-time" }),
  optional: false,
  fragile: isFragile,
});

/** Bytes; they are copied, since typed arrays cannot be frozen. A `Buffer` is taken and kept as a `Uint8Array`. */
export const bytes = /* @__PURE__ */ new Type<Uint8Array, false>({
  label: () => "bytes",
  keep: (value) => (value instanceof Uint8Array ? new Uint8Array(value) : refused),
  json: () => ({ type: "string", contentEncoding: "base64" }),
  optional: false,
  fragile: isFragile,
});

/** Any JSON value. */
export const json = /* @__PURE__ */ opaque<Json>("json");

/** A TypeScript type that the compiler does not know: any JSON value, called `name` in messages. */
export function opaque<V>(name: string): Type<V, false> {
  return new Type<V, false>({
    label: () => name,
    keep: keepJson,
    report(value, path, findings) {
      if (value === undefined) mismatch(name, value, path, findings);
      else reportJson(value, path, findings);
    },
    json: () => (name === "json" ? {} : { title: name }),
    optional: false,
    fragile: isFrozen,
  });
}

type Literal = string | number | boolean | bigint | null;

/** One of these values. */
export function literals<const V extends Literal>(...values: readonly V[]): Type<V, false> {
  const allowed: readonly Literal[] = values;
  return new Type<V, false>({
    label: () => allowed.map(found).join(" | "),
    keep: (value) => (allowed.some((literal) => literal === value) ? value : refused),
    json: () => literalSchema(allowed.map((value) => (typeof value === "bigint" ? `${value}` : value))),
    optional: false,
    fragile: isFrozen,
    literal: true,
  });
}

function literalSchema(values: readonly (string | number | boolean | null)[]): JsonSchema {
  const [only] = values;
  if (values.length !== 1 || only === undefined) return { enum: values };
  return only === null ? { type: "null" } : { const: only };
}

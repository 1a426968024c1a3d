import type { Schema } from "../types/schema.ts";
import { isArray, isPlain, setOwn, worthRemembering } from "./plain.ts";
import { mismatch, refused, report, Type, typeOf } from "./type.ts";

/** An array of any length whose elements are of one type. */
export function array<E>(element: Schema<E>): Type<readonly E[], false> {
  const type = typeOf(element);
  const label = (): string => `${labelInside(type)}[]`;
  const known = memory(type);
  const keepElements = (value: unknown): readonly unknown[] | typeof refused => {
    if (!isArray(value)) return refused;
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const kept = type.keep(value[i]);
      if (kept === refused) return refused;
      if (kept !== value[i] && kept === kept) (copy ??= [...value])[i] = kept;
    }
    return copy ?? value;
  };
  return new Type<readonly E[], false>({
    label,
    keep(value) {
      const isLong = Array.isArray(value) && value.length >= worthRemembering;
      if (isLong && known.has(value)) return value;
      const kept = keepElements(value);
      if (kept === refused) return refused;
      Object.freeze(kept);
      if (isLong) known.add(kept);
      return kept;
    },
    keepElements,
    report(value, path, findings) {
      if (!isArray(value)) return mismatch(label(), value, path, findings);
      for (const [i, item] of value.entries()) report(type, item, [...path, i], findings);
    },
    json: (definitions) => ({ type: "array", items: type.kind.json(definitions) }),
    optional: false,
    fragile: () => type.kind.fragile(),
    elements: type,
  });
}

/** An array of fixed length with a type for each place. */
export function tuple<const T extends readonly unknown[]>(
  ...elements: { readonly [I in keyof T]: Schema<T[I]> }
): Type<Readonly<T>, false> {
  const types = elements.map((element: Schema<unknown>) => typeOf(element));
  const label = (): string => `[${types.map((type) => type.kind.label()).join(", ")}]`;
  return new Type<Readonly<T>, false>({
    label,
    keep(value) {
      if (!isArray(value) || value.length !== types.length) return refused;
      let copy: unknown[] | undefined;
      for (let i = 0; i < types.length; i++) {
        const kept = types[i]?.keep(value[i]);
        if (kept === refused) return refused;
        if (kept !== value[i] && kept === kept) (copy ??= [...value])[i] = kept;
      }
      return Object.freeze(copy ?? value);
    },
    report(value, path, findings) {
      if (!isArray(value) || value.length !== types.length) return mismatch(label(), value, path, findings);
      for (const [i, type] of types.entries()) report(type, value[i], [...path, i], findings);
    },
    json: (definitions) => ({
      type: "array",
      prefixItems: types.map((type) => type.kind.json(definitions)),
      items: false,
      minItems: types.length,
    }),
    optional: false,
    fragile: () => types.some((type) => type.kind.fragile()),
    places: types,
  });
}

/** An object used as a map: any keys, values of one type. */
export function map<V>(value: Schema<V>): Type<{ readonly [key: string]: V }, false> {
  return mapOf(typeOf(value), false);
}

/** A map; with `partial`, values may be `undefined` and are kept so. */
export function mapOf<V>(values: Type<V>, partial: boolean): Type<{ readonly [key: string]: V }, false> {
  const label = (): string => `Record<string, ${values.kind.label()}>`;
  const known = memory(values);
  return new Type<{ readonly [key: string]: V }, false>({
    label,
    keep(value) {
      if (!isPlain(value)) return refused;
      if (known.has(value)) return value;
      let copy: { [key: string]: unknown } | undefined;
      let size = 0;
      for (const key in value) {
        if (!Object.hasOwn(value, key)) continue;
        size++;
        const member = value[key];
        if (member === undefined && partial) continue;
        const kept = values.keep(member);
        if (kept === refused) return refused;
        if (kept !== member && kept === kept) setOwn((copy ??= { ...value }), key, kept);
      }
      const result = Object.freeze(copy ?? value);
      if (size >= worthRemembering) known.add(result);
      return result;
    },
    report(value, path, findings) {
      if (!isPlain(value)) return mismatch(label(), value, path, findings);
      for (const [key, member] of Object.entries(value)) {
        if (member !== undefined || !partial) report(values, member, [...path, key], findings);
      }
    },
    json: (definitions) => ({ type: "object", additionalProperties: values.kind.json(definitions) }),
    optional: false,
    fragile: () => values.kind.fragile(),
    values,
  });
}

function labelInside(type: Type<unknown>): string {
  const label = type.kind.label();
  return label.includes(" | ") ? `(${label})` : label;
}

/** The large collections that a schema has adopted: frozen, so they still fit. What holds `Date`s or bytes is never remembered, since those may change. */
interface Memory {
  has(collection: object): boolean;
  add(collection: object): void;
}

function memory(element: Type<unknown>): Memory {
  let known: WeakSet<object> | undefined;
  let isFragile: boolean | undefined;
  return {
    has: (collection) => known !== undefined && known.has(collection),
    add(collection) {
      isFragile ??= element.kind.fragile();
      if (!isFragile) (known ??= new WeakSet()).add(collection);
    },
  };
}

import type { Json } from "../types/graph-types.ts";
import type { Schema } from "../types/schema.ts";
import { found } from "./found.ts";
import { isObject, isPlain, setOwn } from "./plain.ts";
import { keepJson, reportJson } from "./storable.ts";
import { type Definitions, type Finding, type JsonSchema, type Path } from "./type.ts";
import { mismatch, refused, report, Type, typeOf } from "./type.ts";

/** The members of an object type by name: one schema each. */
export type MemberSchemas<V> = { readonly [K in keyof V]-?: Schema<never> | Schema<V[K]> };

export type MemberTypes = ReadonlyMap<string, Type<unknown>>;

/** How an object type treats what it does not name, and what is absent. */
interface Rules {
  /** What becomes of members that the type does not name. Absent: they are refused. */
  readonly others?: Others;
  /** Every member may be absent. */
  readonly partial?: boolean;
  /** Which members may be present as `undefined` and are kept so; where neither this holds nor the member is optional, `undefined` is refused. */
  readonly undefinedIsKept: (type: Type<unknown>) => boolean;
  /** The object itself is not frozen, only what is in it. */
  readonly thawed?: boolean;
}

interface Others {
  keep(value: unknown): unknown;
  report(value: unknown, path: Path, findings: Finding[]): void;
}

/** Others are kept and must be JSON. A type that refuses them does not bring the code for it. */
const open: Others = { keep: keepJson, report: reportJson };

/** An object with these members. Others are kept, as in TypeScript, if they are JSON. */
export function object<V extends object>(members: MemberSchemas<V>): Type<V, false> {
  return structure(typesOf(members), { others: open, undefinedIsKept: never });
}

/** The fields of an input, an output or a state: these and no others. */
export function fields<V extends object>(members: MemberSchemas<V>): Type<V, false> {
  return structure(typesOf(members), { undefinedIsKept: never });
}

/**
 * An update: any of these fields and no others, each of its reducer's update type; `undefined` where the field is optional. The conditions of
 * the fields are checked after folding. Unlike all else it is not frozen when it is adopted, since a step reads it once.
 */
export function updateOf<U extends object>(members: MemberSchemas<U>): Type<U, false> {
  return structure(typesOf(members), { partial: true, thawed: true, undefinedIsKept: isOptionalType });
}

/** An object of which every member may be absent or `undefined`. */
export function partialObject<V>(members: MemberTypes): Type<V, false> {
  return structure(members, { others: open, partial: true, undefinedIsKept: always });
}

const never = (): boolean => false;
const always = (): boolean => true;
const isOptionalType = (type: Type<unknown>): boolean => type.optional;

function typesOf<V>(members: MemberSchemas<V>): MemberTypes {
  return new Map(Object.entries<Schema<unknown>>(members).map(([name, schema]) => [name, typeOf(schema)]));
}

function structure<V>(members: MemberTypes, rules: Rules): Type<V, false> {
  const { others, partial = false, undefinedIsKept, thawed = false } = rules;
  const required = partial ? 0 : [...members.values()].filter((type) => !type.optional).length;

  function keep(value: unknown): unknown {
    // An update that has a field is one, whatever its class: looking at the prototype would cost as much as the field.
    if (!isObject(value) || (!thawed && !isPlain(value))) return refused;
    let copy: { [key: string]: unknown } | undefined;
    let present = 0;
    let isEmpty = true;
    for (const key in value) {
      const type = members.get(key);
      const member = value[key];
      let kept = member;
      isEmpty = false;
      if (type === undefined) {
        if (!Object.hasOwn(value, key)) continue;
        if (others === undefined) return refused;
        kept = others.keep(member);
      } else if (member !== undefined) {
        kept = type.keep(member);
        if (!type.optional) present++;
      } else if (!undefinedIsKept(type)) {
        if (!type.optional) return refused;
        copy ??= { ...value };
        delete copy[key];
        continue;
      }
      if (kept === refused) return refused;
      if (kept !== member && member === member) setOwn((copy ??= { ...value }), key, kept);
    }
    if (present < required || (thawed && isEmpty && !isPlain(value))) return refused;
    return thawed ? (copy ?? value) : Object.freeze(copy ?? value);
  }

  function reportAll(value: unknown, path: Path, findings: Finding[]): void {
    if (!isObject(value) || !(isPlain(value) || (thawed && !Array.isArray(value) && Object.keys(value).length > 0))) {
      return mismatch("an object", value, path, findings);
    }
    for (const [key, type] of members) {
      const member = Object.hasOwn(value, key) ? value[key] : undefined;
      if (member !== undefined) report(type, member, [...path, key], findings);
      else if (!mayBeUndefined(type, Object.hasOwn(value, key)))
        mismatch(type.kind.label(), member, [...path, key], findings);
    }
    for (const key of Object.keys(value)) {
      if (members.has(key)) continue;
      if (others === undefined) findings.push(unknownMember(key, [...members.keys()], path));
      else others.report(value[key], [...path, key], findings);
    }
  }

  function mayBeUndefined(type: Type<unknown>, isPresent: boolean): boolean {
    return type.optional || undefinedIsKept(type) || (partial && !isPresent);
  }

  function json(definitions: Definitions): JsonSchema {
    const properties: { [name: string]: Json } = {};
    for (const [name, type] of members) setOwn(properties, name, type.kind.json(definitions));
    const names = partial ? [] : [...members].filter(([, type]) => !type.optional).map(([name]) => name);
    return {
      type: "object",
      properties,
      ...(names.length > 0 && { required: names }),
      ...(others === undefined && { additionalProperties: false }),
    };
  }

  return new Type<V, false>({
    label: () => "an object",
    keep,
    report: reportAll,
    json,
    optional: false,
    fragile: () => [...members.values()].some((type) => type.kind.fragile()),
    members,
  });
}

function unknownMember(key: string, known: readonly string[], path: Path): Finding {
  const message = `unknown member ${found(key)}; known are: ${known.join(", ")}`;
  return { message, path: [...path, key], reason: "unknown", found: found(key) };
}

import type { Json } from "../types/graph-types.ts";
import { isReplacement, type Replacement, set } from "../types/replacement.ts";
import type { Schema } from "../types/schema.ts";
import { isObject } from "./plain.ts";
import { mayHave, type Tags, tagsOf } from "./tags.ts";
import { meets, reportCondition } from "./conditions.ts";
import { type Condition, type Finding, type JsonSchema, findingsOf } from "./type.ts";
import { mismatch, refused, report, Type, typeOf } from "./type.ts";

/** Marks a member that may be absent. */
export function optional<V>(schema: Schema<V>): Type<V, true> {
  const type = typeOf(schema);
  return new Type<V, true>({ ...type.kind, optional: true, target: () => type });
}

/** A value of one of these types: of the first that it fits. */
export function either<V>(...members: readonly Schema<V>[]): Type<V, false> {
  const types = members.map((member) => typeOf(member));
  const label = (): string => types.map((type) => type.kind.label()).join(" | ");
  let known: readonly Tags[] | undefined;
  /** Whether a value may be of one of the types, as far as literals tell. */
  const mayBe = (i: number, value: unknown): boolean => mayHave((known ??= types.map(tagsOf))[i] ?? [], value);
  return new Type<V, false>({
    label,
    keep(value) {
      for (let i = 0; i < types.length; i++) {
        const kept = mayBe(i, value) ? types[i]?.keep(value) : refused;
        if (kept !== refused) return kept;
      }
      return refused;
    },
    report(value, path, findings) {
      const likely = types.filter((_, i) => mayBe(i, value));
      const attempts =
        likely.length > 0
          ? likely.map((type) => findingsOf(type, value))
          : types.map((type) => tagsOf(type).flatMap(([name, tag]) => tagFindings(name, tag, value)));
      if (attempts.some((attempt) => attempt.length === 0)) return;
      const nearest = nearestOf(attempts);
      if (nearest === undefined) mismatch(label(), value, path, findings);
      else for (const finding of nearest) findings.push({ ...finding, path: [...path, ...finding.path] });
    },
    json: (definitions) => ({ anyOf: types.map((type) => type.kind.json(definitions)) }),
    optional: false,
    fragile: () => types.some((type) => type.kind.fragile()),
    options: types,
  });
}

function tagFindings(name: string, tag: Type<unknown>, value: unknown): Finding[] {
  const findings: Finding[] = [];
  if (isObject(value)) report(tag, value[name], [name], findings);
  return findings;
}

/** Of the types whose outer shape fits, what the one with the fewest faults inside finds. */
function nearestOf(attempts: readonly Finding[][]): Finding[] | undefined {
  const inside = attempts.filter((attempt) => attempt.every((finding) => finding.path.length > 0));
  return inside.toSorted((one, other) => one.length - other.length)[0];
}

/** Adds a condition: `source` is its text for messages, `keywords` what JSON Schema can say of it. */
export function where<V>(
  schema: Schema<V>,
  holds: (value: V) => boolean,
  source: string,
  keywords: { readonly [keyword: string]: Json } = {},
): Type<V, false> {
  const type = typeOf(schema);
  const condition: Condition = { source, holds: (value) => holds(value as V) };
  return new Type<V, false>({
    ...type.kind,
    keepElements: undefined,
    keep(value) {
      const kept = type.keep(value);
      return kept === refused || !meets(condition, kept) ? refused : kept;
    },
    report(value, path, findings) {
      const before = findings.length;
      report(type, value, path, findings);
      if (findings.length === before) reportCondition(condition, value, path, findings);
    },
    json: (definitions) => withKeywords(type.kind.json(definitions), keywords),
    optional: false,
    conditions: [...(type.kind.conditions ?? []), condition],
    target: () => type,
  });
}

function withKeywords(schema: JsonSchema, keywords: JsonSchema): JsonSchema {
  const collides = Object.keys(keywords).some((keyword) => keyword in schema);
  return collides ? { allOf: [schema, keywords] } : { ...schema, ...keywords };
}

/**
 * What an update may hold for a reduced field: a value of the reducer's update type, or `set(…)` with one of `field`'s type. `field` can be left
 * out where the two are the same.
 */
export function reduced<V, F = V>(update: Schema<V>, field?: Schema<F>): Type<V | Replacement<F>, false> {
  const type = typeOf(update);
  const whole: Type<unknown> = field === undefined ? type : typeOf(field);
  const { keepElements } = type.kind;
  const keepWhole = (value: Replacement<unknown>): unknown => {
    const kept = whole.keep(value.value);
    if (kept === refused) return refused;
    return kept === value.value ? Object.freeze(value) : Object.freeze(set(kept));
  };
  return new Type<V | Replacement<F>, false>({
    ...type.kind,
    keep: (value) => (isReplacement(value) ? keepWhole(value) : type.keep(value)),
    keepElements: keepElements && ((value) => (isReplacement(value) ? keepWhole(value) : keepElements(value))),
    report(value, path, findings) {
      if (isReplacement(value)) report(whole, value.value, path, findings);
      else report(type, value, path, findings);
    },
    optional: false,
    fragile: () => type.kind.fragile() || whole.kind.fragile(),
    target: () => type,
  });
}

/** Deeper values of a recursive type are refused, as in JSON: a cycle among them would have no end. */
const deepest = 500;

/** A named type that is recursive or declared further down; `name` is unique in its graph. */
export function lazy<V>(name: string, schema: () => Schema<V>): Type<V, false> {
  let resolved: Type<V> | undefined;
  let depth = 0;
  let isBusy = false;
  // What the walk under way has found out of the values inside. Where types of a union name each other, each would look at all of them again, which takes
  // time that doubles with each level.
  let refusals: WeakSet<object> | undefined;
  let reports: WeakMap<object, readonly Finding[]> | undefined;
  const target = (): Type<V> => (resolved ??= typeOf(schema()));

  /** Counts how deep values of this type are nested in each other. */
  function nested<R>(tooDeep: () => R, inside: () => R): R {
    if (depth === deepest) return tooDeep();
    depth++;
    try {
      return inside();
    } finally {
      depth--;
      if (depth === 0) refusals = reports = undefined;
    }
  }

  return new Type<V, false>({
    label: () => name,
    name,
    keep(value) {
      if (!isObject(value)) return target().keep(value);
      if (refusals?.has(value)) return refused;
      return nested<unknown>(
        () => refused,
        () => {
          const kept = target().keep(value);
          if (kept === refused) (refusals ??= new WeakSet()).add(value);
          return kept;
        },
      );
    },
    report(value, path, findings) {
      if (!isObject(value)) return report(target(), value, path, findings);
      const own =
        reports?.get(value) ??
        nested<readonly Finding[]>(
          () => [tooDeep()],
          () => {
            const inside = findingsOf(target(), value);
            (reports ??= new WeakMap()).set(value, inside);
            return inside;
          },
        );
      for (const finding of own) findings.push({ ...finding, path: [...path, ...finding.path] });
    },
    json(definitions) {
      if (!definitions.has(name)) {
        definitions.set(name, undefined);
        definitions.set(name, target().kind.json(definitions));
      }
      return { $ref: `#/$defs/${name}` };
    },
    optional: false,
    fragile() {
      if (isBusy) return false;
      isBusy = true;
      try {
        return target().kind.fragile();
      } finally {
        isBusy = false;
      }
    },
    target,
  });
}

function tooDeep(): Finding {
  const what = `a cycle, or a nesting deeper than ${deepest}`;
  return { message: `cannot be stored: found ${what}`, path: [], reason: "unstorable", found: what };
}

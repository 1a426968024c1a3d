import { findingsOf, refused, type Type, typeOf } from "../../state/type.ts";
import { fromBase64 } from "../../state/base64.ts";
import { isArray, isPlain, setOwn } from "../../state/plain.ts";
import { mayHave, tagsOf } from "../../state/tags.ts";
import type { Schema } from "../../types/schema.ts";

/**
 * The value that JSON stands for where a value of this schema is expected: texts become dates, bigints, bytes and numbers that JSON lacks, where the schema
 * has these and the text is one. What does not fit stays as it is, for the schema to refuse. Nothing of `json` is changed.
 */
export function revive(schema: Schema<unknown>, json: unknown): unknown {
  return revived(typeOf(schema), json, new Map());
}

/** What values have become as ones of recursive types: types of a union that name each other would each read all of them again, at each level. */
type Made = Map<Type<unknown>, Map<unknown, unknown>>;

function revived(type: Type<unknown>, value: unknown, known: Made): unknown {
  const { elements, members, name, options, places, target, values } = type.kind;
  if (target !== undefined) return name === undefined ? revived(target(), value, known) : once(type, value, known);
  if (options !== undefined) return revivedOption(options, value, known);
  if (isArray(value)) {
    if (elements !== undefined) return value.map((element) => revived(elements, element, known));
    return places === undefined ? value : value.map((element, i) => withType(places[i], element, known));
  }
  if (isPlain(value)) {
    if (members === undefined && values === undefined) return value;
    const made: { [key: string]: unknown } = {};
    for (const [key, member] of Object.entries(value))
      setOwn(made, key, withType(members?.get(key) ?? values, member, known));
    return made;
  }
  return typeof value === "string" ? revivedText(type, value) : value;
}

function withType(type: Type<unknown> | undefined, value: unknown, known: Made): unknown {
  return type === undefined ? value : revived(type, value, known);
}

function once(type: Type<unknown>, value: unknown, known: Made): unknown {
  const inner = type.kind.target?.() ?? type;
  if (typeof value !== "object") return revived(inner, value, known);
  let made = known.get(type);
  if (made === undefined) known.set(type, (made = new Map()));
  if (!made.has(value)) made.set(value, revived(inner, value, known));
  return made.get(value);
}

/** As of the first type of a union that it fits; where literals tell which it is, as of that one. */
function revivedOption(options: readonly Type<unknown>[], value: unknown, known: Made): unknown {
  const likely = options.filter((option) => mayHave(tagsOf(option), value));
  const [only] = likely;
  if (likely.length === 1 && only !== undefined) return revived(only, value, known);
  for (const option of likely) {
    const made = revived(option, value, known);
    if (findingsOf(option, made).length === 0) return made;
  }
  return value;
}

function revivedText(type: Type<unknown>, text: string): unknown {
  if (type.keep(text) !== refused) return text;
  for (const read of readings) {
    const made = read(text);
    if (made !== undefined && type.keep(made) !== refused) return made;
  }
  return text;
}

/** What a text may stand for. Which of them is meant, the type says. */
const readings: readonly ((text: string) => unknown)[] = [
  (text) => (["NaN", "Infinity", "-Infinity"].includes(text) ? Number(text) : undefined),
  // To read a decimal takes time that grows with the square of its length.
  (text) => (/^-?\d{1,1000}$/.test(text) ? BigInt(text) : undefined),
  (text) => dateOf(text),
  (text) => (/^[A-Za-z0-9+/]*={0,2}$/.test(text) ? fromBase64(text) : undefined),
];

/** RFC 3339, and the years beyond four digits that `toISOString` writes. */
const isoDate = /^((?:\d{4}|[+-]\d{6})-\d\d)-(\d\d)[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

function dateOf(text: string): Date | undefined {
  const [, month, day] = isoDate.exec(text) ?? [];
  // Engines take February 30 for March 2.
  if (month === undefined || new Date(`${month}-${day}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const date = new Date(text.toUpperCase());
  return Number.isNaN(date.getTime()) ? undefined : date;
}

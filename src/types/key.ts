import type { Type } from "./type.ts";

const keys = new WeakMap<Type, string>();

/** A text that two types share exactly if they are the same type. Declared types count as the same when they are the same declaration. */
export function typeKey(type: Type): string {
  const known = keys.get(type);
  if (known !== undefined) return known;
  const key = make(type);
  keys.set(type, key);
  return key;
}

/** Whether the two are one type, in whatever order their members or alternatives are written. */
export function sameType(a: Type, b: Type): boolean {
  return a === b || typeKey(a) === typeKey(b);
}

function make(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "literal":
      return typeof type.value === "bigint" ? `${type.value}n` : JSON.stringify(type.value);
    case "array":
      return `[]${typeKey(type.element)}`;
    case "tuple":
      return `[${type.elements.map(typeKey).join()}]`;
    case "map":
      return `<${typeKey(type.value)}>`;
    case "object":
      return `{${[...type.members.values()]
        .map((member) => `${JSON.stringify(member.name)}${member.optional ? "?" : ""}:${typeKey(member.type)}`)
        .toSorted()
        .join()}}`;
    case "union":
      return `(${type.members.map(typeKey).toSorted().join("|")})`;
    case "named":
      return `@${type.symbol.name}@${type.symbol.source.path}`;
    case "opaque":
      return `#${type.of}#${type.import.imported}#${type.import.specifier}`;
    case "lambda":
      return `=>${typeKey(type.result)}`;
    case "absent":
    case "never":
    case "unknown":
    case "pattern":
      return `*${type.kind}`;
  }
}

import { bare, refused, type Type } from "./type.ts";
import { isPlain } from "./plain.ts";

/** The members of an object type that are literals, which tell it from the others of a union; none for other types. */
export type Tags = readonly (readonly [name: string, type: Type<unknown>])[];

export function tagsOf(type: Type<unknown>): Tags {
  return [...(bare(type).kind.members ?? [])].filter(([, member]) => member.kind.literal === true);
}

/**
 * Whether a value may be of the type that has these tags. Who asks first does not walk through values of unions nested in each other once for each type at
 * each level, which takes time that doubles with the depth.
 */
export function mayHave(tags: Tags, value: unknown): boolean {
  if (tags.length === 0 || !isPlain(value)) return true;
  return tags.every(([name, { keep }]) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    return member === undefined || keep(member) !== refused;
  });
}

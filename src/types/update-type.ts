/** What an update of a reduced field holds. */
import type { ReducerSymbol, TypeSymbol } from "../bind/symbols.ts";
import { arrayOf, literalType, mapOf, memberOf, objectOf, orAbsent, unionOf, unknownType } from "./make.ts";
import { elementType, objectMembers, valueType } from "./members.ts";
import type { Type } from "./type.ts";

/** The type of what is folded into a field of the type. Where the reducer does not fit the type, which is reported elsewhere, it is the type itself. */
export function updateTypeOf(type: Type, reducer: ReducerSymbol): Type {
  switch (reducer.kind) {
    case "imported":
      return { kind: "opaque", import: reducer.import, of: "update" };
    case "appendBy":
      return withRemovals(type, reducer.key);
    case "mergeWith": {
      const value = valueType(type);
      return value ? mapOf(updateTypeOf(value, reducer.reduce)) : type;
    }
    case "builtin":
      if (reducer.name === "merge") return partial(type);
      return reducer.name === "deepMerge" ? deepPartial(type, new Set()) : type;
    case "inline":
      return type;
  }
}

/** Elements, or `{ key, remove: true }`. */
function withRemovals(type: Type, key: string): Type {
  const element = elementType(type);
  const member = element && objectMembers(element)?.get(key);
  if (!element || !member) return type;
  const removal = objectOf([memberOf(key, member.type), memberOf("remove", literalType(true))]);
  return arrayOf(unionOf([element, removal]));
}

/** Any of the members; an absent one removes what may be absent. */
function partial(type: Type): Type {
  const members = objectMembers(type);
  if (members) return objectOf([...members.values()].map((member) => ({ ...member, optional: true })));
  const value = valueType(type);
  return value ? mapOf(orAbsent(value)) : type;
}

/** Objects with any of their members, at every depth; a recursive type is unknown where it comes back to itself. */
function deepPartial(type: Type, inside: ReadonlySet<TypeSymbol>): Type {
  switch (type.kind) {
    case "named":
      return inside.has(type.symbol) ? unknownType : deepPartial(type.symbol.type, new Set([...inside, type.symbol]));
    case "object": {
      const members = [...type.members.values()];
      return objectOf(members.map((member) => ({ ...member, type: deepPartial(member.type, inside), optional: true })));
    }
    case "map":
      return mapOf(deepPartial(type.value, inside));
    case "union":
      return unionOf(type.members.map((member) => deepPartial(member, inside)));
    default:
      return type;
  }
}

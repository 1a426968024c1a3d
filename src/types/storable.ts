/** Whether values of a type can exist: a type that needs one of itself never ends. */
import type { TypeSymbol } from "../bind/symbols.ts";
import type { Type } from "./type.ts";

/**
 * The declared types through which a value of the type would have to hold itself, first to last; nothing where it can end.
 * Arrays and maps may be empty, optional members absent, and of a union one alternative is enough.
 */
export function endlessThrough(symbol: TypeSymbol): readonly TypeSymbol[] | undefined {
  return search(symbol.type, [symbol], new Set());
}

/** `ended` holds the types that were looked at already. */
function search(type: Type, path: readonly TypeSymbol[], ended: Set<TypeSymbol>): readonly TypeSymbol[] | undefined {
  switch (type.kind) {
    case "named": {
      const [first] = path;
      if (type.symbol === first) return path;
      // A cycle that does not come back to the first type is that other type's mistake.
      if (path.includes(type.symbol) || ended.has(type.symbol)) return undefined;
      const found = search(type.symbol.type, [...path, type.symbol], ended);
      if (!found) ended.add(type.symbol);
      return found;
    }
    case "object":
      for (const member of type.members.values()) {
        const found = member.optional ? undefined : search(member.type, path, ended);
        if (found) return found;
      }
      return undefined;
    case "tuple":
      for (const element of type.elements) {
        const found = search(element, path, ended);
        if (found) return found;
      }
      return undefined;
    case "union": {
      const found = type.members.map((member) => search(member, path, ended));
      return found.every((one) => one !== undefined) ? found[0] : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a declared type is an alternative of itself, directly or through other unions. */
export function isOwnAlternative(symbol: TypeSymbol): boolean {
  const seen = new Set<TypeSymbol>();
  const leadsBack = (type: Type): boolean => {
    if (type.kind === "union") return type.members.some(leadsBack);
    if (type.kind !== "named" || seen.has(type.symbol)) return false;
    seen.add(type.symbol);
    return type.symbol === symbol || leadsBack(type.symbol.type);
  };
  return leadsBack(symbol.type);
}

/** The declared types that a type names directly. */
export function namedIn(type: Type): readonly TypeSymbol[] {
  switch (type.kind) {
    case "named":
      return [type.symbol];
    case "object":
      return [...type.members.values()].flatMap((member) => namedIn(member.type));
    case "tuple":
      return type.elements.flatMap(namedIn);
    case "union":
      return type.members.flatMap(namedIn);
    default:
      return [];
  }
}

/** Whether every value of an old type is one of a new type, and if not, why. */
import type * as ast from "../ast/ast.ts";
import type { TypeSymbol } from "../bind/symbols.ts";
import { isAssignable } from "../types/assignable.ts";
import { typeKey } from "../types/key.ts";
import { isPrimitive, literalType } from "../types/make.ts";
import { structure } from "../types/parts.ts";
import { describe, literalToString } from "../types/print.ts";
import type { ObjectMember, ObjectType, Type, UnionType } from "../types/type.ts";
import { isImplied } from "./implied.ts";

/** A type and the conditions that its values meet. */
export interface Allowed {
  readonly type: Type;
  readonly where: ast.Expression | undefined;
}

/** A declared type of this name in both versions, inside of which values no longer fit. */
export interface Within {
  readonly old: TypeSymbol;
  readonly new: TypeSymbol;
}

/** Why a value of the old type need not be one of the new type. */
export interface Narrowing {
  /** The members that lead to what no longer fits: `[]` stands for an element, `*` for any value of a map. */
  readonly path: readonly string[];
  /** A sentence without its subject: "was `int` and is `string`". */
  readonly reason: string;
  /** The innermost declared type that the reason lies in, with how much of the path leads to it. */
  readonly within?: Within & { readonly depth: number };
}

/** `undecided` where TypeScript alone knows. */
export type Fit = "fits" | "undecided" | Narrowing;

export function fitOf(from: Allowed, to: Allowed): Fit {
  return new Search().allowed(from, to, { path: [] });
}

type Place = Pick<Narrowing, "path" | "within">;

class Search {
  /** The pairs of declared types that are being compared: a recursive type fits as long as nothing speaks against it. */
  readonly #assumed = new Set<string>();

  allowed(from: Allowed, to: Allowed, place: Place): Fit {
    return this.#conditional(from.type, to.type, to.where, from.where ? [from.where] : [], place);
  }

  #conditional(
    from: Type,
    to: Type,
    where: ast.Expression | undefined,
    held: readonly ast.Expression[],
    place: Place,
  ): Fit {
    const fit = this.#fit(from, to, held, place);
    if (!where || (fit !== "fits" && fit !== "undecided")) return fit;
    // The conditions of declared types that the old value met count as well.
    const all = [...held, ...conditionsOf(from)];
    return isImplied(where, all) ? fit : { ...place, reason: "need not meet its `where`" };
  }

  #fit(from: Type, to: Type, held: readonly ast.Expression[], place: Place): Fit {
    if (from.kind === "unknown" || to.kind === "unknown") return "undecided";
    if (from.kind === "opaque" || to.kind === "opaque") return opaqueFit(from, to);
    if (from.kind === "never") return "fits";
    if (to.kind === "named") {
      const pair = `${typeKey(from)} ${typeKey(to)}`;
      if (this.#assumed.has(pair)) return "fits";
      this.#assumed.add(pair);
      const isSame = from.kind === "named" && from.symbol.name === to.symbol.name;
      const within = isSame ? { old: from.symbol, new: to.symbol, depth: place.path.length } : place.within;
      const inner = within ? { ...place, within } : place;
      const fit = this.#conditional(from, to.symbol.type, to.symbol.where, held, inner);
      if (fit !== "fits") this.#assumed.delete(pair);
      return fit;
    }
    if (from.kind === "named") {
      const { type, where } = from.symbol;
      return this.#fit(type, to, where ? [...held, where] : held, place);
    }
    if (from.kind === "union") return worst(from.members.map((member) => this.#fit(member, to, held, place)));
    if (to.kind === "union") return this.#fitsOne(from, to, held, place);
    return this.#fitStructure(from, to, place);
  }

  #fitsOne(from: Type, to: UnionType, held: readonly ast.Expression[], place: Place): Fit {
    if (isPrimitive(from, "boolean") && [true, false].every((value) => isAssignable(literalType(value), to)))
      return "fits";
    const fits = to.members.map((member) => this.#fit(from, member, held, place));
    if (fits.includes("fits")) return "fits";
    if (fits.includes("undecided")) return "undecided";
    const alike = fits.filter((_, index) => structure(to.members[index] as Type).kind === from.kind);
    const [only] = alike;
    return alike.length === 1 && only && from.kind !== "literal" && from.kind !== "primitive"
      ? only
      : mismatch(from, to, place);
  }

  #fitStructure(from: Type, to: Type, place: Place): Fit {
    if (isPrimitive(to, "json")) return isAssignable(from, to) ? "fits" : mismatch(from, to, place);
    if (to.kind === "array") {
      const inner = at(place, "[]");
      if (from.kind === "array") return this.#fit(from.element, to.element, [], inner);
      if (from.kind === "tuple") return worst(from.elements.map((one) => this.#fit(one, to.element, [], inner)));
    } else if (to.kind === "tuple") {
      if (from.kind === "tuple" && from.elements.length === to.elements.length)
        return worst(from.elements.map((one, i) => this.#fit(one, to.elements[i] as Type, [], at(place, `[${i}]`))));
    } else if (to.kind === "map") {
      if (from.kind === "map") return this.#fit(from.value, to.value, [], at(place, "*"));
      if (from.kind === "object")
        return worst([...from.members.values()].map((one) => this.#fit(one.type, to.value, [], at(place, one.name))));
    } else if (to.kind === "object") {
      if (from.kind === "object") return this.#fitMembers(from, to, place);
    } else if (isAssignable(from, to)) return "fits";
    return mismatch(from, to, place);
  }

  /** Objects are open: what the new type does not name is kept. */
  #fitMembers(from: ObjectType, to: ObjectType, place: Place): Fit {
    return worst(
      [...to.members.values()].map((member) => this.#fitMember(from.members.get(member.name), member, place)),
    );
  }

  #fitMember(from: ObjectMember | undefined, to: ObjectMember, place: Place): Fit {
    const inner = at(place, to.name);
    if (!from) return to.optional ? "fits" : { ...inner, reason: "is new and required" };
    if (from.optional && !to.optional) return { ...inner, reason: "could be absent and is required" };
    return this.allowed({ type: from.type, where: from.where }, { type: to.type, where: to.where }, inner);
  }
}

function at(place: Place, step: string): Place {
  return { ...place, path: [...place.path, step] };
}

/** The first reason against it, else whether all is decided. */
function worst(fits: readonly Fit[]): Fit {
  const narrowing = fits.find((fit) => typeof fit === "object");
  return narrowing ?? (fits.includes("undecided") ? "undecided" : "fits");
}

/** Stored values of opaque types are JSON; which, only TypeScript knows. */
function opaqueFit(from: Type, to: Type): Fit {
  if (isPrimitive(to, "json")) return "fits";
  return from.kind === "opaque" && to.kind === "opaque" && from.import.imported === to.import.imported
    ? "fits"
    : "undecided";
}

function conditionsOf(type: Type): readonly ast.Expression[] {
  const found: ast.Expression[] = [];
  const seen = new Set<TypeSymbol>();
  for (let inner = type; inner.kind === "named" && !seen.has(inner.symbol); inner = inner.symbol.type) {
    seen.add(inner.symbol);
    if (inner.symbol.where) found.push(inner.symbol.where);
  }
  return found;
}

function mismatch(from: Type, to: Type, place: Place): Narrowing {
  const isChoice = from.kind === "literal" && (to.kind === "literal" || to.kind === "union");
  const reason = isChoice
    ? `could be \`${literalToString(from.value)}\` and can no longer`
    : `was ${describe(from)} and is ${describe(to)}`;
  return { ...place, reason };
}

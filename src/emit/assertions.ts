/** What emission adds where the language knows more of a value than TypeScript does: `!` for presence, `as` for a narrowed union. */
import type * as ast from "../ast/ast.ts";
import { orAbsent, unionOf, unknownType } from "../types/make.ts";
import { sameType } from "../types/key.ts";
import { memberType } from "../types/members.ts";
import { isUndecided, mayBeMissing, present, structure, units } from "../types/parts.ts";
import type { Type } from "../types/type.ts";
import { isNarrowed, isThere, pathOf } from "./facts.ts";
import { MEMBER, atLeast, printed } from "./precedence.ts";
import type { Printed } from "./precedence.ts";
import type { Surroundings } from "./surroundings.ts";
import { typeText } from "./types.ts";

/** An expression that conditions can tell something of. */
export type Place = ast.Name | ast.Access | ast.Index;

/** The type that an expression has at its place; unknown where the compiler has none. */
export function typeOf(expression: ast.Expression, around: Surroundings): Type {
  return around.module.typing.types.get(expression) ?? unknownType;
}

/** The text of a name, a member or an element, as its place needs it. */
export function asserted(text: Printed, expression: Place, around: Surroundings): Printed {
  const { typing } = around.module;
  const narrowed = typing.types.get(expression);
  const declared = declaredType(expression, around);
  if (narrowed === undefined || declared === undefined) return text;
  const path = pathOf(expression, typing);
  const isProven = expression.kind === "Name" && typing.proven.has(expression);
  const isMissed = isProven || (mayBeMissing(declared) && !mayBeMissing(narrowed));
  const there = isMissed && !isThere(path, around.facts) ? printed(`${text.text}!`, MEMBER) : text;
  if (isNarrowed(path, around.facts) || !isNarrower(present(narrowed), present(declared))) return there;
  return printed(`(${atLeast(MEMBER, there)} as ${typeText(narrowed, around.module)})`);
}

/** Whether a type is only some of the alternatives of a union, such that TypeScript would refuse what the language allows. */
function isNarrower(narrowed: Type, declared: Type): boolean {
  if (isUndecided(narrowed) || isUndecided(declared) || sameType(narrowed, declared)) return false;
  const all = units(declared);
  const some = units(narrowed);
  const isUnion = all.length > 1 && all.every((unit) => ["object", "literal"].includes(structure(unit).kind));
  return isUnion && some.length > 0 && !sameType(unionOf(some), unionOf(all));
}

/** The type that TypeScript reads where no condition has told it more; nothing where the compiler cannot say. */
function declaredType(expression: ast.Expression, around: Surroundings): Type | undefined {
  switch (expression.kind) {
    case "Name":
      return declaredTypeOfName(expression, around);
    case "Access": {
      const { object, member } = expression;
      const declared = declaredType(object, around) ?? typeOf(object, around);
      const inside =
        memberType(present(declared), member.name) ?? memberType(present(typeOf(object, around)), member.name);
      const isKnown = isThere(pathOf(object, around.module.typing), around.facts);
      return inside !== undefined && expression.optional && mayBeMissing(declared) && !isKnown
        ? orAbsent(inside)
        : inside;
    }
    case "Index": {
      const of = structure(present(typeOf(expression.object, around)));
      return of.kind === "tuple" ? undefined : orAbsent(present(typeOf(expression, around)));
    }
    default:
      return undefined;
  }
}

function declaredTypeOfName(name: ast.Name, around: Surroundings): Type | undefined {
  const symbol = around.module.typing.names.get(name);
  switch (symbol?.kind) {
    case "field":
      return symbol.optional ? orAbsent(symbol.type) : symbol.type;
    case "parameter":
      return symbol.type;
    case "let":
      return typeOf(symbol.value, around);
    default:
      return undefined;
  }
}

/** Which patterns a `match` needs. */
import type * as ast from "../ast/ast.ts";
import { canEqual } from "./compare.ts";
import { absentType, literalType, nullType, unionOf } from "./make.ts";
import { unequalTo } from "./narrow.ts";
import { isMissing, structure, units } from "./parts.ts";
import { literalToString } from "./print.ts";
import type { LiteralType, Type } from "./type.ts";

/** The type of a literal in a pattern; `null` also stands for absence. */
export function patternTypeOf(literal: ast.Literal): Type {
  return literal.kind === "NullLiteral" ? unionOf([nullType, absentType]) : literalType(literal.value);
}

/** Whether a value of the type can equal a pattern; of a type of many literals, each of many patterns is looked up. */
export function matcherOf(type: Type): (pattern: ast.Literal) => boolean {
  const values = new Set<LiteralType["value"]>();
  const others: Type[] = [];
  for (const unit of units(type)) {
    const of = structure(unit);
    if (of.kind === "literal") values.add(of.value);
    else others.push(of);
  }
  return (pattern) => {
    if (pattern.kind !== "NullLiteral" && values.has(pattern.value)) return true;
    const wanted = patternTypeOf(pattern);
    return others.some((other) => canEqual(other, wanted));
  };
}

export interface Uncovered {
  /** The patterns that are missing, as the language writes them: `"general"`, `null`. */
  readonly patterns: readonly string[];
  /** Whether more values are left than patterns can list, so that only `else` covers them. */
  readonly open: boolean;
}

/** What a value of the type may be beside the patterns; nothing where they cover all of it. */
export function uncovered(type: Type, patterns: readonly ast.Literal[]): Uncovered {
  const left = units(unequalTo(type, unionOf(patterns.map(patternTypeOf))));
  const listed = new Set<string>();
  let open = false;
  for (const unit of left) {
    const of = structure(unit);
    if (of.kind === "literal") listed.add(literalToString(of.value));
    else if (isMissing(of)) listed.add("null");
    else if (of.kind !== "unknown") open = true;
  }
  return { patterns: [...listed], open };
}

/** Whether all values of the type can be listed as patterns: literals, truth values, `null` and absence. */
export function isEnumerable(type: Type): boolean {
  return units(type).every((unit) => isMissing(unit) || structure(unit).kind === "literal");
}

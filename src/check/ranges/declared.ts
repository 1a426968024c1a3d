/** What declarations promise of the values that a run holds: types and `where`, which the runtime checks whenever a value is written. */
import type * as ast from "../../ast/ast.ts";
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import type { Source, Span } from "../../source/source.ts";
import { elementType, memberType, valueType } from "../../types/members.ts";
import { alternatives, isMissing, present, structure } from "../../types/parts.ts";
import { typeToString } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import { allNumbers, just, wholeNumbers } from "./numbers.ts";
import { allTexts } from "./texts.ts";
import {
  anyValue,
  either,
  missingValue,
  noValue,
  ofConstant,
  ofNumbers,
  ofSize,
  ofTexts,
  ofTruth,
  otherValue,
  type Value,
} from "./value.ts";

/** A condition that a present value holds. */
export interface Pledge {
  readonly where: ast.Expression;
  readonly source: Source;
}

/** What is declared of a value that is checked in every run. */
export interface Origin {
  readonly type: Type;
  /** Absence that no type says: of a field that nothing has written yet, of a member that is optional. */
  readonly mayBeAbsent: boolean;
  readonly pledges: readonly Pledge[];
  /** Where it is declared, for messages. */
  readonly at: { readonly source: Source; readonly span: Span };
}

export function originOfField(field: FieldSymbol, { source }: GraphSymbol): Origin {
  const own = field.where ? [{ where: field.where, source }] : [];
  return {
    type: field.type,
    mayBeAbsent: field.optional || !(field.input || field.default),
    pledges: [...own, ...pledgesOf(field.type)],
    at: { source, span: field.node.name.span },
  };
}

/** What is declared of a value of a type alone. */
export function originOfType(type: Type, at: Origin["at"]): Origin {
  return { type, mayBeAbsent: false, pledges: pledgesOf(type), at };
}

/** The conditions of the declared types that a value certainly has. */
function pledgesOf(type: Type): readonly Pledge[] {
  const found: Pledge[] = [];
  const seen = new Set<Type>();
  for (let at = type; !seen.has(at);) {
    seen.add(at);
    if (at.kind === "named") {
      const { where, source, type: next } = at.symbol;
      if (where) found.push({ where, source });
      at = next;
    } else if (at.kind === "union") {
      const [only, ...more] = at.members.filter((member) => !isMissing(member));
      if (!only || more.length > 0) break;
      at = only;
    }
  }
  return found;
}

/** `x.name`; nothing where it is not known what that is. */
export function memberOf(origin: Origin, name: string): Origin | undefined {
  const there = present(origin.type);
  const type = memberType(there, name);
  if (!type || type.kind === "unknown") return undefined;
  const [only, ...more] = alternatives(there);
  const of = only && more.length === 0 ? structure(only) : undefined;
  const member = of?.kind === "object" ? of.members.get(name) : undefined;
  const source = sourceOf(only, origin.at.source);
  const own = member?.where ? [{ where: member.where, source }] : [];
  const isOptional = member?.optional ?? alternatives(type).some((one) => one.kind === "absent");
  return {
    type,
    mayBeAbsent: isOptional || origin.mayBeAbsent || there !== origin.type,
    pledges: [...own, ...pledgesOf(member?.type ?? type)],
    at: origin.at,
  };
}

/** The file in which the members of a type are written. */
function sourceOf(type: Type | undefined, outside: Source): Source {
  let source = outside;
  const seen = new Set<Type>();
  for (let at = type; at?.kind === "named" && !seen.has(at); at = at.symbol.type) {
    seen.add(at);
    source = at.symbol.source;
  }
  return source;
}

/** An element of a list, or a value of a map. */
export function elementOf(origin: Origin): Origin | undefined {
  const there = present(origin.type);
  const type = elementType(there) ?? valueType(there);
  return type && { ...originOfType(type, origin.at), mayBeAbsent: false };
}

/** The values of a type. Those of an expression that no run checks may be numbers that the type does not say: `round(x)` of `NaN` is `NaN`. */
export function valueOfType(type: Type, isChecked: boolean): Value {
  let found = noValue;
  for (const alternative of alternatives(type))
    found = either(found, valueOfAlternative(structure(alternative), isChecked));
  return found;
}

function valueOfAlternative(type: Type, isChecked: boolean): Value {
  switch (type.kind) {
    case "literal":
      return ofConstant(type.value);
    case "absent":
      return missingValue;
    case "array":
    case "map":
    case "object":
      return otherValue;
    case "tuple":
      return ofSize(just(type.elements.length));
    case "primitive":
      break;
    default:
      return anyValue;
  }
  switch (type.name) {
    case "string":
      return ofTexts(allTexts);
    case "int":
      return ofNumbers(isChecked ? wholeNumbers : allNumbers);
    case "number":
      return ofNumbers(allNumbers);
    case "boolean":
      return ofTruth(true, true);
    case "null":
      return missingValue;
    case "json":
      return anyValue;
    default:
      return otherValue;
  }
}

/** What a declaration says of a value, as a reason: "it is declared as `1 | 2`". */
export function declarationText({ type }: Origin): string {
  return `declared as \`${typeToString(type)}\``;
}

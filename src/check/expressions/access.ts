/** Members and elements. */
import type * as ast from "../../ast/ast.ts";
import { G301, G302, G303 } from "../../diagnostics/catalogue/g3.ts";
import { insertion } from "../../diagnostics/mend.ts";
import { isPrimitive, orAbsent, stringType, unionOf, unknownType } from "../../types/make.ts";
import { hasMembers, memberNames, memberType } from "../../types/members.ts";
import { alternatives, mayBeMissing, present, structure, withoutAbsent } from "../../types/parts.ts";
import type { Span } from "../../source/source.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import type { Checker } from "./checker.ts";
import { pathOf } from "./facts.ts";
import { isOf } from "./kinds.ts";
import type { Scope } from "./scope.ts";

/**
 * A value at the end of a chain of members, whether an earlier `?.` may have left the whole chain without one, and whether it was reported that some part
 * may be absent: then nothing more is said of what may be absent in the chain.
 */
interface Link {
  readonly type: Type;
  readonly mayStop: boolean;
  readonly reported: boolean;
}

/** Checks `a.b`, `a?.b` or `a[i]`. As in JavaScript, an absent `a` in `a?.b.c` makes the whole chain absent. */
export function checkChain(expression: ast.Access | ast.Index, scope: Scope, checker: Checker): Type {
  const { type, mayStop, reported } = link(expression, scope, checker);
  if (reported) return checker.record(expression, present(type));
  return mayStop ? orAbsent(type) : type;
}

function link(expression: ast.Access | ast.Index, scope: Scope, checker: Checker): Link {
  const { object } = expression;
  const isLink = object.kind === "Access" || object.kind === "Index";
  const before: Link = isLink
    ? link(object, scope, checker)
    : { type: checker.check(object, scope), mayStop: false, reported: false };
  const isOptional = expression.kind === "Access" && expression.optional;
  const mayStop = before.mayStop || (isOptional && mayBeMissing(before.type));
  const stopsHere = mayBeMissing(before.type) && !isOptional;
  if (stopsHere && !before.reported && !isWrittenOptional(expression, checker)) {
    const text = checker.textOf(object);
    const isMember = expression.kind === "Access";
    if (isMember) {
      const at = expression.member.span.start - 1;
      const fixes = checker.module.source.text[at] === "." ? [insertion(at, "?")] : [];
      checker.report(G303.accessed(text, expression.member.name), object.span, { fixes });
    } else checker.report(G303.used(text), object.span);
  }
  const inside = present(before.type);
  const found =
    expression.kind === "Access" ? accessed(expression, inside, checker) : indexed(expression, inside, scope, checker);
  const path = pathOf(expression);
  const narrowed = path === undefined ? undefined : scope.facts.get(path);
  // A condition on `a?.b` tells of the chain as a whole; here it is the part behind the `?.` that counts.
  const type = narrowed ?? found;
  const stops = mayStop && (narrowed === undefined || mayBeMissing(narrowed));
  checker.record(expression, stops ? orAbsent(type) : type);
  return {
    type: stops && narrowed ? withoutAbsent(type) : type,
    mayStop: stops,
    reported: before.reported || stopsHere,
  };
}

/** Whether `?.` stands before an index: that was reported, with what to write where the object may be absent. */
function isWrittenOptional({ kind, object, span }: ast.Access | ast.Index, { module }: Checker): boolean {
  return kind === "Index" && /^\s*\)*\s*\?\./.test(module.source.text.slice(object.span.end, span.end));
}

function accessed({ member }: ast.Access, object: Type, checker: Checker): Type {
  const type = memberType(object, member.name);
  if (type || (checker.isDoubting && alternatives(object).some((one) => memberType(one, member.name))))
    return type ?? unknownType;
  const suggestion = insteadOf(member.name, object);
  if (suggestion === undefined && hasMembers(object)) reportUnknown(member.name, member.span, object, checker);
  else checker.report(G302.none(member.name, describe(object), suggestion), member.span);
  return unknownType;
}

/** Reports a member that a type does not have, once for all places. */
function reportUnknown(name: string, span: Span, object: Type, checker: Checker): void {
  const known = checker.module.unknown.candidates(structure(object), "member", name, span, () => memberNames(object));
  if (known) checker.report(G302.unknown(name, describe(object), known), span);
}

/** What the language has where JavaScript has a member. */
function insteadOf(member: string, object: Type): string | undefined {
  const all = alternatives(object).map(structure);
  if (all.some((of) => of.kind === "object" && of.members.has(member))) {
    return "some alternatives have it: compare a member first that tells them apart";
  }
  if (all.some((of) => isPrimitive(of, "json"))) return "the members of `json` are not known: declare a type for it";
  if (member === "length" || member === "size") return "use `len(…)`";
  if (all.length > 0 && all.every((of) => of.kind === "tuple"))
    return "the elements of a tuple have numbers: `pair[0]`, `pair[1]`";
  const isList = all.every((of) => of.kind === "array" || of.kind === "tuple");
  return isList ? "arrays have functions: `first(list)`, `map(list, x => …)`, `list[0]`" : undefined;
}

function indexed(expression: ast.Index, object: Type, scope: Scope, checker: Checker): Type {
  const { index } = expression;
  const given = checker.checkPresent(index, scope);
  return unionOf(
    alternatives(object).map((alternative): Type => {
      const of = structure(alternative);
      switch (of.kind) {
        case "unknown":
        case "opaque":
          return unknownType;
        case "map":
          return fits("`string`", isOf(given, "string")) ? orAbsent(of.value) : unknownType;
        case "array":
          return fits("`int`", isOf(given, "number")) ? orAbsent(of.element) : unknownType;
        case "tuple": {
          if (!fits("`int`", isOf(given, "number"))) return unknownType;
          const element = index.kind === "NumberLiteral" ? of.elements[index.value] : undefined;
          return element ?? orAbsent(unionOf(of.elements));
        }
        case "object":
          return member(of);
        default:
          if (isOf(of, "string")) {
            return fits("`int`", isOf(given, "number")) ? orAbsent(stringType) : unknownType;
          }
          checker.report(G301.notIndexable(describe(alternative)), expression.object.span);
          return unknownType;
      }
    }),
  );

  /** What an index that does not fit was to give is not known: the brackets may have been meant as a list. */
  function fits(wanted: string, isIndex: boolean): boolean {
    if (!isIndex) checker.report(G301.index(wanted, describe(given)), index.span);
    return isIndex;
  }

  function member(of: Type): Type {
    if (index.kind !== "StringLiteral") {
      checker.report(G301.notIndexable(describe(object)), expression.object.span);
      return unknownType;
    }
    const type = memberType(of, index.value);
    if (!type) reportUnknown(index.value, index.span, object, checker);
    return type ?? unknownType;
  }
}

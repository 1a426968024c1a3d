import type * as ast from "../../ast/ast.ts";
import type { BuiltinReducer, ReducerSymbol } from "../../bind/symbols.ts";
import { G403 } from "../../diagnostics/catalogue/g4.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { elementType, objectMembers, valueType } from "../../types/members.ts";
import { alternatives, isUndecided, structure } from "../../types/parts.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import type { Rule } from "../rule.ts";

/** A built-in reducer folds values of the field's type (G403). Inline reducers are type-checked as expressions, imported ones by TypeScript. */
export const reducerFits: Rule = ({ module, report, isSound }) => {
  for (const graph of module.graphs) {
    for (const { type, reducer, node, ...field } of graph.fields.values()) {
      // Where the default does not fit either, the type is what is wrong.
      if (field.default && !isSound(field.default.span)) continue;
      if (reducer && node.reduce) checkReducer(reducer, node.reduce, type, `\`${node.name.name}\``, report);
    }
  }
};

function checkReducer(reducer: ReducerSymbol, node: ast.Reducer, type: Type, what: string, report: Report): void {
  switch (reducer.kind) {
    case "builtin": {
      const [takes, fits] = wanted[reducer.name];
      if (!isUndecided(type) && !fits(type)) {
        report(G403.type(reducer.name, takes, what, describe(type), helpFor(reducer.name, type)), node.span);
      }
      return;
    }
    case "appendBy":
      checkKey(reducer.key, node, type, what, report);
      return;
    case "mergeWith": {
      const value = valueType(type);
      const inner = node.kind === "NamedReducer" ? node.argument : undefined;
      if (!value) report(G403.type("mergeWith", "maps", what, describe(type), undefined), node.span);
      else if (inner) checkReducer(reducer.reduce, inner, value, `a value of ${what}`, report);
      return;
    }
    case "imported":
    case "inline":
      return;
  }
}

/** What a reducer folds in words, and whether it folds values of a type. */
type Wanted = readonly [takes: string, fits: (type: Type) => boolean];

const arrays: Wanted = ["arrays", (type) => structure(type).kind === "array"];
const objects: Wanted = ["objects and maps", (type) => ["object", "map"].includes(structure(type).kind)];
const numbers: Wanted = ["numbers", (type) => isPrimitiveOf(type, "int", "number", "bigint")];
const ordered: Wanted = [
  "numbers, text and dates",
  (type) => alternatives(type).every(isOrdered) && new Set(alternatives(type).map(familyOf)).size === 1,
];
const truth: Wanted = ["truth values", (type) => isPrimitiveOf(type, "boolean")];
const anything: Wanted = ["anything", () => true];

const wanted: Readonly<Record<BuiltinReducer, Wanted>> = {
  append: arrays,
  prepend: arrays,
  union: arrays,
  merge: objects,
  deepMerge: objects,
  add: numbers,
  multiply: numbers,
  min: ordered,
  max: ordered,
  and: truth,
  or: truth,
  first: anything,
  last: anything,
};

function isPrimitiveOf(type: Type, ...names: readonly string[]): boolean {
  const of = structure(type);
  return of.kind === "primitive" && names.includes(of.name);
}

function isOrdered(type: Type): boolean {
  return familyOf(type) !== undefined;
}

function familyOf(type: Type): string | undefined {
  const of = structure(type);
  if (of.kind === "literal") return typeof of.value === "boolean" ? undefined : typeof of.value;
  if (of.kind !== "primitive") return undefined;
  if (of.name === "int") return "number";
  return ["number", "bigint", "string", "date"].includes(of.name) ? of.name : undefined;
}

function helpFor(reducer: BuiltinReducer, type: Type): string | undefined {
  if (reducer === "add" && arrays[1](type)) return "use `append`";
  if (reducer === "append" && objects[1](type)) return "use `merge`";
  if (reducer === "merge" && arrays[1](type)) return "use `append` or `union`";
  return undefined;
}

function checkKey(key: string, node: ast.Reducer, type: Type, what: string, report: Report): void {
  if (isUndecided(type)) return;
  const element = structure(type).kind === "array" ? elementType(type) : undefined;
  if (!element) {
    report(G403.type("appendBy", "arrays of objects", what, describe(type), undefined), node.span);
    return;
  }
  if (isUndecided(element)) return;
  const at = node.kind === "NamedReducer" ? (node.argument ?? node) : node;
  for (const alternative of alternatives(element)) {
    const members = objectMembers(alternative);
    const member = members?.get(key);
    if (!members) {
      report(G403.type("appendBy", "arrays of objects", what, describe(type), "use `append`"), node.span);
    } else if (!member) {
      report(G403.key(key, describe(alternative), members.keys()), at.span);
    } else if (member.optional) {
      report(G403.keyOptional(key), at.span);
    } else if (!isUndecided(member.type) && !alternatives(member.type).every(isOrdered)) {
      report(G403.keyType(key, describe(member.type)), at.span);
    } else {
      continue;
    }
    return;
  }
}

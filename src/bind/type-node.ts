import type * as ast from "../ast/ast.ts";
import { G201 } from "../diagnostics/catalogue/g2.ts";
import { G304, G308 } from "../diagnostics/catalogue/g3.ts";
import {
  arrayOf,
  isPrimitive,
  literalType,
  mapOf,
  namedType,
  nullType,
  objectOf,
  primitiveCalled,
  primitiveNames,
  tupleOf,
  unionOf,
  unknownType,
} from "../types/make.ts";
import { describe } from "../types/print.ts";
import type { ObjectMember, Type } from "../types/type.ts";
import { NameTable } from "./names.ts";
import { docOf, isBroken, isDoubtful, type FileScope } from "./scope.ts";

/** The type that a text means. What cannot be understood is reported and unknown. */
export function resolveType(node: ast.TypeNode, scope: FileScope): Type {
  switch (node.kind) {
    case "TypeName":
      return resolveName(node, scope);
    case "LiteralType":
      return node.literal.kind === "NullLiteral" ? nullType : literalType(node.literal.value);
    case "UnionType":
      return unionOf(node.members.map((member) => resolveType(member, scope)));
    case "ArrayType":
      return arrayOf(resolveType(node.element, scope));
    case "TupleType":
      return tupleOf(node.elements.map((element) => resolveType(element, scope)));
    case "ObjectType":
      // Where a bracket was lost, its members were as well.
      if (node.members.length === 0 && isDoubtful(node, scope)) return unknownType;
      return objectOf(resolveMembers(node.members, scope));
  }
}

/** The members of an object type, of `context` or of `events`; of two with one name the first counts. */
export function resolveMembers(
  members: readonly ast.Member[],
  scope: FileScope,
  what = "member",
  names = new NameTable(scope),
): readonly ObjectMember[] {
  return members.flatMap((member) => {
    const type = resolveType(member.type, scope);
    if (!names.add(what, member.name)) return [];
    const where = member.where ? { where: member.where } : {};
    const place = { source: scope.source, span: member.name.span };
    return [{ name: member.name.name, ...docOf(member), type, optional: member.optional, ...where, place }];
  });
}

function resolveName(node: ast.TypeName, scope: FileScope): Type {
  const { name } = node.name;
  if (name === "Record") return resolveRecord(node, scope);
  const type = primitiveCalled(name) ?? resolveDeclared(node.name, scope);
  if (node.arguments.length > 0 && type.kind !== "unknown") {
    scope.report(G304.typeArguments(name, "no type arguments", node.arguments.length), node.span);
  }
  // The arguments of an unknown type (`Array<T>`) are looked at all the same: they use names.
  for (const argument of node.arguments) resolveType(argument, scope);
  return type;
}

function resolveRecord(node: ast.TypeName, scope: FileScope): Type {
  const types = node.arguments.map((argument) => resolveType(argument, scope));
  const [key, value] = types;
  if (key === undefined || value === undefined || types.length > 2) {
    scope.report(G304.typeArguments("Record", "two, as in `Record<string, T>`", types.length), node.span);
    return unknownType;
  }
  const [keyNode] = node.arguments;
  if (keyNode && key.kind !== "unknown" && !isPrimitive(key, "string")) {
    scope.report(G308.mapKey(describe(key)), keyNode.span);
  }
  return mapOf(value);
}

function resolveDeclared(name: ast.Identifier, scope: FileScope): Type {
  const declared = scope.types.get(name.name);
  if (declared) {
    scope.used.add(declared);
    return namedType(declared);
  }
  const imported = scope.imports.get(name.name);
  if (imported) {
    scope.used.add(imported);
    if (imported.type) return namedType(imported.type);
    if (isBroken(imported)) return unknownType;
    if (imported.graph) {
      scope.report(G201.graphAsType(name.name), name.span);
      return unknownType;
    }
    if (imported.typeOnly) return { kind: "opaque", import: imported, of: "type" };
    scope.report(G201.valueAsType(name.name, imported.specifier), name.span);
    return unknownType;
  }
  if (scope.graphs.has(name.name)) scope.report(G201.graphAsType(name.name), name.span);
  else if (!scope.ast.incomplete) {
    const known = scope.unknown.candidates(scope.ast, "type", name.name, name.span, () => typeNames(scope));
    if (known) scope.report(G201.type(name.name, known), name.span);
  }
  return unknownType;
}

function typeNames(scope: FileScope): readonly string[] {
  const imported = [...scope.imports.values()].filter((symbol) => symbol.typeOnly || symbol.type);
  return [...primitiveNames, "Record", ...scope.types.keys(), ...imported.map((symbol) => symbol.name)];
}

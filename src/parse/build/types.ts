import type {
  ArrayTypeCstNode,
  LiteralCstNode,
  MemberCstNode,
  ObjectTypeCstNode,
  SimpleTypeCstNode,
  TypeCstNode,
  TypeNameCstNode,
} from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { covering, documentation, identifier, key, only, refuseInherited, spanOf, type Building } from "./building.ts";
import { expression } from "./expressions.ts";
import { constant, negated } from "./literals.ts";
import { spanOfToken } from "../token.ts";

export function type(building: Building, node: TypeCstNode): ast.TypeNode {
  const members = node.children.arrayType.map((member) => arrayType(building, member));
  return members.length === 1 ? only(members) : { kind: "UnionType", members, span: spanOf(node) };
}

function arrayType(building: Building, node: ArrayTypeCstNode): ast.TypeNode {
  let result = simpleType(building, only(node.children.simpleType));
  for (const bracket of node.children.RBracket ?? [])
    result = { kind: "ArrayType", element: result, span: covering(spanOf(node), spanOfToken(bracket)) };
  return result;
}

function simpleType(building: Building, node: SimpleTypeCstNode): ast.TypeNode {
  const { typeName: name, literal: value, tupleType, objectType: object, type: inner } = node.children;
  if (name) return typeName(building, only(name));
  if (value) return { kind: "LiteralType", literal: literal(building, only(value)), span: spanOf(node) };
  if (object) return objectType(building, only(object));
  if (inner) return type(building, only(inner));
  const elements = only(tupleType).children.type.map((element) => type(building, element));
  return { kind: "TupleType", elements, span: spanOf(node) };
}

function typeName(building: Building, node: TypeNameCstNode): ast.TypeName {
  return {
    kind: "TypeName",
    name: identifier(only(node.children.Name)),
    arguments: (node.children.type ?? []).map((argument) => type(building, argument)),
    span: spanOf(node),
  };
}

export function objectType(building: Building, node: ObjectTypeCstNode): ast.ObjectType {
  return { kind: "ObjectType", members: members(building, node), span: spanOf(node) };
}

export function members(building: Building, node: ObjectTypeCstNode): ast.Member[] {
  return (node.children.member ?? []).map((member) => typeMember(building, member));
}

function typeMember(building: Building, node: MemberCstNode): ast.Member {
  const { name: word, Question, type: memberType, where } = node.children;
  const name = key(building, only(word));
  if (Question) refuseInherited(building, name, "an optional member");
  return {
    kind: "Member",
    ...documentation(building, node),
    name,
    optional: Question !== undefined,
    type: type(building, only(memberType)),
    ...(where && { where: expression(building, only(only(where).children.expression)) }),
    span: spanOf(node),
  };
}

export function literal(building: Building, node: LiteralCstNode): ast.Literal {
  const { children } = node;
  const token = only(
    children.String ??
      children.Number ??
      children.BigInteger ??
      children.trueWord ??
      children.falseWord ??
      children.nullWord,
  );
  const value = constant(building, token) as ast.Literal;
  return (children.Minus && negated(value, spanOf(node))) ?? value;
}

import { createHash } from "node:crypto";
import type { FieldSymbol, GraphSymbol, TypeSymbol } from "../bind/symbols.ts";
import type { Source } from "../source/source.ts";
import type { ObjectType, Type } from "../types/type.ts";
import type * as ast from "../ast/ast.ts";
import { sourceText } from "./source-text.ts";

/**
 * 16 hexadecimal digits that change when a stored state could no longer be read as it is: with the names of fields, the structure of their types with every `where`,
 * and whether a field may be absent. They do not change with reducers, the values of defaults, modifiers, documentation, the names of declared types, or the
 * order of fields, members and alternatives: a state stored before such a change is a state after it.
 */
export function schemaHash(graph: GraphSymbol): string {
  const fields = [...graph.fields.values()].map((field) => fieldText(field, graph.source)).toSorted();
  return createHash("sha256").update(fields.join("\n")).digest("hex").slice(0, 16);
}

function fieldText(field: FieldSymbol, source: Source): string {
  const presence = field.default !== undefined ? "filled" : field.optional ? "optional" : "required";
  return `${field.name}: ${presence} ${typeText(field.type, [])}${whereText(source, field.where)}`;
}

/** `inside` are the declared types around, so that one that contains itself ends: it is written as how far up it stands. */
function typeText(type: Type, inside: readonly TypeSymbol[]): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "literal":
      return typeof type.value === "bigint" ? `${type.value}n` : JSON.stringify(type.value);
    case "array":
      return `array(${typeText(type.element, inside)})`;
    case "tuple":
      return `tuple(${type.elements.map((element) => typeText(element, inside)).join(", ")})`;
    case "map":
      return `map(${typeText(type.value, inside)})`;
    case "union":
      return `either(${type.members
        .map((member) => typeText(member, inside))
        .toSorted()
        .join(", ")})`;
    case "object":
      return `object(${objectText(type, inside)})`;
    case "named": {
      const { symbol } = type;
      const above = inside.lastIndexOf(symbol);
      if (above >= 0) return `up(${inside.length - above})`;
      return typeText(symbol.type, [...inside, symbol]) + whereText(symbol.source, symbol.where);
    }
    case "opaque":
      return `typescript(${type.import.imported} ${type.of})`;
    default:
      return type.kind;
  }
}

/** Members with a `where` stand in declared types only, so that the nearest one around says which text it is in. */
function objectText(type: ObjectType, inside: readonly TypeSymbol[]): string {
  const members = [...type.members.values()].map((member) => {
    const where = whereText(inside.at(-1)?.source, member.where);
    return `${JSON.stringify(member.name)}${member.optional ? "?" : ""}: ${typeText(member.type, inside)}${where}`;
  });
  return members.toSorted().join(", ");
}

function whereText(source: Source | undefined, where: ast.Expression | undefined): string {
  return source === undefined || where === undefined ? "" : ` where ${sourceText(source, where.span)}`;
}

import { createHash } from "node:crypto";
import type { FieldSymbol, GraphSymbol } from "../bind/symbols.ts";
import type { Source } from "../source/source.ts";
import { StructureTexts, whereText } from "./structure-text.ts";

/**
 * 16 hexadecimal digits that change when a stored state could no longer be read as it is: with the names of fields, the structure of their types with every `where`,
 * and whether a field may be absent. They do not change with reducers, the values of defaults, modifiers, documentation, the names of declared types, or the
 * order of fields, members and alternatives: a state stored before such a change is a state after it.
 */
export function schemaHash(graph: GraphSymbol): string {
  const types = new StructureTexts();
  const fields = [...graph.fields.values()].map((field) => fieldText(field, graph.source, types)).toSorted();
  return createHash("sha256").update(fields.join("\n")).digest("hex").slice(0, 16);
}

function fieldText(field: FieldSymbol, source: Source, types: StructureTexts): string {
  const presence = field.default !== undefined ? "filled" : field.optional ? "optional" : "required";
  return `${field.name}: ${presence} ${types.text(field.type, undefined)}${whereText(source, field.where)}`;
}

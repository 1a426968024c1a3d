import type { FieldSymbol } from "../bind/symbols.ts";
import { structure } from "../types/parts.ts";
import type { ModuleScope } from "./module-scope.ts";
import { memberText } from "./text.ts";
import { typeText } from "./types.ts";

/** What an update may hold for a field: its type, or what its reducer folds in or `set` replaces it with. */
export function updateTypeText(field: FieldSymbol, scope: ModuleScope): string {
  const type = typeText(field.type, scope);
  if (field.reducer === undefined) return field.optional ? `${type} | undefined` : type;
  return `${foldedTypeText(field, scope)} | rt.Replacement<${type}>`;
}

/** What input may hold for a field: it goes through the reducer as an update does, but replaces nothing. */
export function inputTypeText(field: FieldSymbol, scope: ModuleScope): string {
  return field.reducer === undefined ? typeText(field.type, scope) : foldedTypeText(field, scope);
}

function foldedTypeText(field: FieldSymbol, scope: ModuleScope): string {
  const { reducer, updateType } = field;
  if (reducer?.kind !== "builtin" || reducer.name !== "merge") return typeText(updateType, scope);
  const of = structure(field.type);
  if (of.kind !== "object") return typeText(updateType, scope);
  if ([...of.members.values()].every((member) => !member.optional)) return `Partial<${typeText(field.type, scope)}>`;
  // An absent member is left as it is, an `undefined` one removed: the latter only where the type can do without it.
  const members = [...of.members.values()].map(
    ({ name, type, optional }) =>
      `readonly ${memberText(name)}?: ${typeText(type, scope)}${optional ? " | undefined" : ""}`,
  );
  return `{ ${members.join("; ")} }`;
}

import type { FieldSymbol } from "../../bind/symbols.ts";
import { G402 } from "../../diagnostics/catalogue/g4.ts";
import { insertion } from "../../diagnostics/mend.ts";
import { structure } from "../../types/parts.ts";
import type { Rule } from "../rule.ts";

/** A field with a reducer has a value to fold into from the start (G402). */
export const reducedDefaults: Rule = ({ module, report, isSound }) => {
  for (const graph of module.graphs) {
    for (const field of graph.fields.values()) {
      if (!field.node.reduce || field.default || !isSound(field.node.reduce.span)) continue;
      const value = emptyValue(field);
      const fixes = value === undefined ? [] : [insertion(field.node.type.span.end, ` = ${value}`)];
      report(G402.noDefault(field.name, value), field.node.name.span, { fixes });
    }
  }
};

/** A default that is most likely meant, as it is written. */
function emptyValue({ type, reducer }: FieldSymbol): string | undefined {
  const of = structure(type);
  if (of.kind === "array") return "[]";
  if (of.kind === "map") return "{}";
  if (of.kind !== "primitive" || reducer?.kind !== "builtin") return undefined;
  const values: Readonly<Record<string, string>> = { add: "0", multiply: "1", and: "true", or: "false" };
  return values[reducer.name];
}

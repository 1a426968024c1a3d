/** Nodes that take the value of a field as an argument, wherever a path enters them. */
import type { Tape } from "../flow/generate.ts";
import type { FieldPlan } from "./graph.ts";

/** What an argument is where its field is absent. */
export const nothing = "nothing";

/** By node, the field that it is given, of those without a default. What a router or a `goto` chooses takes no arguments. */
export function argumentsOf(
  nodes: readonly string[],
  chosen: ReadonlySet<string>,
  fields: readonly FieldPlan[],
  tape: Tape,
): ReadonlyMap<string, string> {
  const taking = new Map<string, string>();
  const plain = fields.filter(({ kind }) => kind === undefined);
  for (const node of nodes) {
    const field = plain[tape.next(2 * plain.length) - 1];
    if (field && !chosen.has(node)) taking.set(node, field.name);
  }
  return taking;
}

/** The edge with an argument behind every target that takes one. */
export function withArguments(
  edge: string,
  taking: ReadonlyMap<string, string>,
  fields: ReadonlyMap<string, FieldPlan>,
): string {
  return edge.replaceAll(/\b(n\d+)\b(?! on error)/g, (node) => {
    const field = fields.get(taking.get(node) ?? "");
    return field ? `${node}(${argumentText(field)})` : node;
  });
}

function argumentText({ name, isOptional }: FieldPlan): string {
  return isOptional ? `${name} ?? "${nothing}"` : name;
}

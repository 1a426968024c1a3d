/** The description that tools draw from, as a constant. */
import type { FlowEdge } from "../bind/edges.ts";
import type { FieldDescription, GraphPlan, NodeDescription } from "../plan/plan.ts";
import type { ConstItem } from "./items.ts";
import type { ModuleScope } from "./module-scope.ts";
import type { Rows } from "./rows.ts";
import { arrayText, objectText, stringText } from "./text.ts";

const ROW_INDENT = 4;

export function descriptionConstant(plan: GraphPlan, scope: ModuleScope, rows: Rows): ConstItem {
  const { graph } = plan;
  const members = [
    ["name", stringText(graph.name)],
    ["doc", optionalString(graph.doc)],
    ["version", String(graph.version)],
    ["schemaHash", stringText(plan.schemaHash)],
    ["limit", String(graph.limit)],
    ["fields", rows.array(plan.fields.map(fieldRow), ROW_INDENT)],
    [
      "nodes",
      rows.array(
        plan.nodes.map((node) => nodeRow(node, scope)),
        ROW_INDENT,
      ),
    ],
    ["edges", rows.array(plan.edges.map(edgeRow), ROW_INDENT)],
  ] as const;
  const lines = members.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return {
    kind: "const",
    name: scope.declared(graph, "description"),
    type: "rt.Graph",
    value: `rt.describe({\n${lines.join(",\n")}\n})`,
    pure: "call",
    doc: "The description that tools draw from.",
    exported: true,
  };
}

function fieldRow({ field, type, reduce }: FieldDescription): string {
  return objectText([
    ["name", stringText(field.name)],
    ["doc", optionalString(field.doc)],
    ["type", stringText(type)],
    ["input", flag(field.input)],
    ["output", flag(field.output)],
    ["ephemeral", flag(field.ephemeral)],
    ["optional", flag(field.optional)],
    ["reduce", optionalString(reduce)],
  ]);
}

function nodeRow({ node, reads, writes, mayLeaveOut }: NodeDescription, scope: ModuleScope): string {
  return objectText([
    ["name", stringText(node.name)],
    ["kind", stringText(node.form.kind)],
    ["doc", optionalString(node.doc)],
    ["params", node.parameters.length === 0 ? undefined : strings(node.parameters.map((parameter) => parameter.name))],
    ["reads", reads === undefined ? undefined : strings(reads)],
    ["writes", strings(writes)],
    ["mayLeaveOut", mayLeaveOut.length === 0 ? undefined : strings(mayLeaveOut)],
    ["graph", node.form.kind === "subgraph" ? scope.graphName(node.form.graph, "description") : undefined],
  ]);
}

function edgeRow({ from, to, kind, label }: FlowEdge): string {
  return objectText([
    ["from", stringText(from)],
    ["to", stringText(to)],
    ["kind", stringText(kind)],
    ["label", optionalString(label)],
  ]);
}

function strings(texts: readonly string[]): string {
  return arrayText(texts.map(stringText));
}

function optionalString(text: string | undefined): string | undefined {
  return text === undefined ? undefined : stringText(text);
}

function flag(value: boolean): string | undefined {
  return value ? "true" : undefined;
}
